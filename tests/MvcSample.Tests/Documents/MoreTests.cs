using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.Sandbox;

namespace MyApp.Tests;

/// <summary>The other examples of docs/sandbox.md, between its markers.</summary>
public class MoreTests(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    [Fact]
    public async Task What_is_filled_in_can_be_given()
    {
        using var client = app.CreateClient();
        var sandbox = app.Services.GetRequiredService<PolytomicSandbox>();
        var answer = await client.PostAsJsonAsync("/_/api/connections/connect", new { name = "Filled in", whitelist = new[] { "postgresql", "csv" } }, TestContext.Current.CancellationToken);
        var session = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["data"]!["redirect_url"]!.GetValue<string>();
        // <filled>
        var done = await sandbox.CompleteAsync(session, "csv", new JsonObject { ["url"] = "https://acme.example/people.csv" });
        // </filled>
        Assert.Equal("https://acme.example/people.csv", done.Connection.Configuration["url"]!.GetValue<string>());
    }

    [Fact]
    public void State_can_be_read_seeded_and_reset()
    {
        var sandbox = app.Services.GetRequiredService<PolytomicSandbox>();
        // <seeded>
        sandbox.Reset();
        var seeded = sandbox.AddConnection("Warehouse", "snowflake");
        Assert.Equal(seeded.Id, Assert.Single(sandbox.Connections).Id);
        Assert.Empty(sandbox.Calls);
        // </seeded>
    }

    [Fact]
    public async Task Trouble_is_asked_for_by_name()
    {
        using var client = app.CreateClient();
        // <trouble>
        var answer = await client.PostAsJsonAsync("/_/api/connections/connect", new { name = "Mine sandbox:422", type = "postgresql" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        // </trouble>
    }
}

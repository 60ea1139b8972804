using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.Sandbox;

namespace MyApp.Tests;

public class ConnectTests(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    [Fact]
    public async Task A_user_connects_a_database()
    {
        using var client = app.CreateClient();
        var sandbox = app.Services.GetRequiredService<PolytomicSandbox>();

        var answer = await client.PostAsJsonAsync("/_/api/connections/connect", new { name = "Mine", type = "postgresql" });
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync<JsonObject>();
        var done = await sandbox.CompleteAsync(session!["data"]!["redirect_url"]!.GetValue<string>());
        await client.GetAsync(done.RedirectUrl); // where the modal would have sent the browser

        Assert.Contains(done.Connection.Id.ToString(), await client.GetStringAsync("/")); // the completion handler has run
    }

    [Fact]
    public async Task A_guest_does_not()
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("Test-User", "carol");

        var answer = await client.PostAsJsonAsync("/_/api/connections/connect", new { name = "Mine", type = "postgresql" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("integration_not_allowed", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>());
    }
}

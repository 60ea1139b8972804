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
        var session = await answer.Content.ReadFromJsonAsync<JsonObject>();
        var done = await sandbox.CompleteAsync(session!["data"]!["redirect_url"]!.GetValue<string>());
        await client.GetAsync(done.RedirectUrl); // where the modal would have sent the browser

        Assert.Contains(done.Connection.Id.ToString(), await client.GetStringAsync("/")); // the completion handler has run
    }
}

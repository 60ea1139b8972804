using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

public class StatusEndpointTests
{
    [Fact]
    public async Task Pending_until_the_connection_is_there_then_connected()
    {
        await using var app = await ConnectApp.StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);

        Assert.Equal("""{"data":{"status":"pending"}}""", (await ConnectApp.StatusAsync(alice, session)).ToJsonString());

        var made = app.Polytomic.Connect();
        var status = await ConnectApp.StatusAsync(alice, session);
        Assert.Equal("connected", status["data"]!["status"]!.GetValue<string>());
        Assert.Equal(made["id"]!.GetValue<string>(), status["data"]!["connection"]!["id"]!.GetValue<string>());
        Assert.Equal("postgresql", status["data"]!["connection"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_users_session_is_not_known()
    {
        await using var app = await ConnectApp.StartAsync();
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice"));

        using var response = await app.ClientOf("bob").GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken);

        await ConnectApp.AssertRefusedAsync(response, 400, "session_invalid");
    }
}

using Polytomic.Connect.AspNetCore.Tests.Completion;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Tenants;

/// <summary>Mallory wants the connection that Alice is just making.</summary>
public class NameClaimTests
{
    private readonly Database _database = new();

    [Fact]
    public async Task The_same_name_in_the_same_second_claims_nothing()
    {
        await using var app = await StartAsync();
        var (alice, mallory) = (app.ClientOf("alice"), app.ClientOf("mallory"));
        var hers = await ConnectApp.SessionAsync(alice);
        var made = app.Polytomic.Connect();
        var his = await ConnectApp.SessionAsync(mallory);

        Assert.Equal("pending", await StatusAsync(mallory, his));
        Assert.Equal("connected", await StatusAsync(alice, hers));
        Assert.Equal("pending", await StatusAsync(mallory, his));

        AssertOnlyAlice(made["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_name_that_spells_her_whole_name_claims_nothing()
    {
        await using var app = await StartAsync();
        var (alice, mallory) = (app.ClientOf("alice"), app.ClientOf("mallory"));
        var hers = await ConnectApp.SessionAsync(alice);
        var made = app.Polytomic.Connect();
        var whole = made["name"]!.GetValue<string>();
        var guesses = new[] { whole, whole[..^1], whole[..^10], "Mine (", "{name} ({id})", whole + " ({id})", "Mine (aaaaaaaa)" };

        foreach (var name in guesses)
        {
            var his = await ConnectApp.SessionAsync(mallory, $$"""{"name":"{{name}}","type":"postgresql"}""");
            Assert.NotEqual(whole, app.Polytomic.Starts[^1].Json["name"]!.GetValue<string>());
            Assert.Equal("pending", await StatusAsync(mallory, his));
        }

        Assert.Equal("connected", await StatusAsync(alice, hers));
        AssertOnlyAlice(made["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_reconnect_of_his_own_claims_his_own_only()
    {
        await using var app = await StartAsync();
        var (alice, mallory) = (app.ClientOf("alice"), app.ClientOf("mallory"));
        var own = app.Polytomic.Add("c-1", "Mallory's", "postgresql", null, DateTimeOffset.UtcNow.AddDays(-1));
        var hers = await ConnectApp.SessionAsync(alice);
        var made = app.Polytomic.Connect();
        var his = await ConnectApp.SessionAsync(mallory, """{"connection":"c-1"}""");

        // His own bears her name by now; it was still not made by her session, and his session is not about hers.
        own["name"] = made["name"]!.GetValue<string>();
        Assert.Equal("pending", await StatusAsync(mallory, his));
        Assert.Equal("connected", await StatusAsync(alice, hers));

        AssertOnlyAlice(made["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("acme", "postgresql", 200, null)]
    [InlineData("umbrella", "postgresql", 404, "connection_not_found")]
    [InlineData("acme", "api", 403, "integration_not_allowed")]
    [InlineData("acme", "hubspot", 403, "integration_not_allowed")]
    public async Task A_reconnect_is_within_the_organization_and_the_policies_whatever_the_authorizer_says(string organization, string type, int status, string? code)
    {
        await using var app = await ConnectApp.StartAsync(
            new()
            {
                ["PolytomicConnect:OrganizationClaim"] = "org",
                ["PolytomicConnect:Policies:All:Integrations:0"] = "postgresql",
                ["PolytomicConnect:Policies:All:Integrations:1"] = "api",
                ["PolytomicConnect:Policies:All:Except:0"] = "api",
            },
            connect => connect.AddConnectionAuthorizer<Everybody>());
        app.Polytomic.Add("c-1", "Somebody's", type, organization, DateTimeOffset.UtcNow.AddDays(-1));

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("mallory; org=acme"), """{"connection":"c-1"}""");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await ConnectApp.JsonOf(response))["code"]?.GetValue<string>());
        Assert.Equal(status == 200 ? 1 : 0, app.Polytomic.Starts.Count);
    }

    [Fact]
    public async Task A_reconnect_of_hers_is_refused()
    {
        await using var app = await StartAsync();
        app.Polytomic.Add("c-2", "Alice's", "postgresql", null, DateTimeOffset.UtcNow.AddDays(-1));

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("mallory"), """{"connection":"c-2"}""");

        await ConnectApp.AssertRefusedAsync(response, 403, "connection_not_allowed");
        Assert.Empty(app.Polytomic.Requests);
    }

    [Fact]
    public async Task Ids_are_not_to_be_guessed()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        for (var i = 0; i < 200; i++)
        {
            await ConnectApp.SessionAsync(alice);
        }

        var names = app.Polytomic.Starts.Select(start => start.Json["name"]!.GetValue<string>()).ToArray();

        Assert.All(names, name => Assert.Matches("^Mine \\([a-z2-7]{8}\\)$", name));
        Assert.Equal(names.Length, names.Distinct().Count());
        for (var at = 6; at < 14; at++)
        {
            Assert.True(names.Select(name => name[at]).Distinct().Count() > 16, $"Character {at} hardly changes.");
        }
    }

    private void AssertOnlyAlice(string connection)
    {
        var row = Assert.Single(_database.Rows).Value;
        Assert.Equal(("alice", connection), (row.UserId, row.Connection.Id));
    }

    private static async Task<string> StatusAsync(HttpClient client, string session) =>
        (await ConnectApp.StatusAsync(client, session))["data"]!["status"]!.GetValue<string>();

    private Task<ConnectApp> StartAsync() => ConnectApp.StartAsync(
        new() { ["PolytomicConnect:Policies:All:Integrations:0"] = "*", ["PolytomicConnect:RateLimit:PermitLimit"] = "0" },
        connect =>
        {
            connect.AddDatabase(_database);
            connect.AddConnectionAuthorizer<OwnersOnly>();
        });

    private sealed class Everybody : IConnectionAuthorizer
    {
        public ValueTask<bool> CanReconnectAsync(System.Security.Claims.ClaimsPrincipal user, string connectionId, CancellationToken cancellationToken) => new(true);
    }

    private sealed class OwnersOnly : IConnectionAuthorizer
    {
        public ValueTask<bool> CanReconnectAsync(System.Security.Claims.ClaimsPrincipal user, string connectionId, CancellationToken cancellationToken) =>
            new(user.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)!.Value == "mallory" && connectionId == "c-1");
    }
}

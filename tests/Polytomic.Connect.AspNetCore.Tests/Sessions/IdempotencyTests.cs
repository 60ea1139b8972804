using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Sessions;

public class IdempotencyTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["PolytomicConnect:OrganizationClaim"] = "org",
        ["PolytomicConnect:RateLimit:PermitLimit"] = "0",
        ["PolytomicConnect:AllowedRedirectUrls:0"] = "https://elsewhere.example",
        ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
    };

    private static readonly string[] Requests =
    [
        """{"name":"Mine","type":"postgresql"}""",
        """{"name":"mine","type":"postgresql"}""",
        """{"name":"Mine","type":"hubspot"}""",
        """{"name":"Mine","whitelist":["postgresql"]}""",
        """{"name":"Mine","whitelist":["postgresql","hubspot"]}""",
        """{"name":"Mine"}""",
        """{"name":"Mine","type":"postgresql","dark":true}""",
        """{"name":"Mine","type":"postgresql","dark":false}""",
        """{"name":"Mine","type":"postgresql","redirect_url":"https://elsewhere.example/a"}""",
        """{"name":"Mine","type":"postgresql","redirect_url":"https://elsewhere.example/b"}""",
    ];

    [Fact]
    public async Task The_same_again_is_the_same_and_anything_else_is_something_else()
    {
        await using var one = await ConnectApp.StartAsync(Settings);
        await using var two = await ConnectApp.StartAsync(Settings);
        var calls = 0;
        foreach (var user in new[] { "alice; org=acme", "alice; org=umbrella", "bob; org=acme", "acme; org=alice" })
        {
            foreach (var key in new[] { "k", "K", "k2" })
            {
                foreach (var request in Requests)
                {
                    await StartAsync(one, user, key, request);
                    await StartAsync(one, user, key, request);
                    await StartAsync(two, user, key, request);
                    calls++;
                }
            }
        }

        var here = one.Polytomic.Starts;
        var there = two.Polytomic.Starts;
        Assert.Equal(calls, here.Select(start => start.IdempotencyKey).Distinct().Count());
        Assert.Equal(calls, here.Select(start => start.Json["name"]!.GetValue<string>()).Distinct().Count());
        for (var i = 0; i < calls; i++)
        {
            Assert.Equal(here[2 * i].IdempotencyKey, here[(2 * i) + 1].IdempotencyKey);
            Assert.Equal(here[2 * i].IdempotencyKey, there[i].IdempotencyKey);
            Assert.Equal(here[2 * i].Json["name"]!.GetValue<string>(), there[i].Json["name"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Another_API_key_shares_nothing()
    {
        var other = new Dictionary<string, string?>(Settings) { ["PolytomicConnect:Token"] = "another-token" };
        await using var one = await ConnectApp.StartAsync(Settings);
        await using var two = await ConnectApp.StartAsync(other);

        await StartAsync(one, "alice; org=acme", "k", Requests[0]);
        await StartAsync(two, "alice; org=acme", "k", Requests[0]);

        Assert.NotEqual(one.Polytomic.Starts[0].IdempotencyKey, two.Polytomic.Starts[0].IdempotencyKey);
        Assert.NotEqual(one.Polytomic.Starts[0].Json["name"]!.GetValue<string>(), two.Polytomic.Starts[0].Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_account_behind_the_same_key_shares_nothing()
    {
        await using var app = await ConnectApp.StartAsync(Settings, connect => connect.AddCredentialProvider<PartnerKey>());

        await StartAsync(app, "alice; org=acme; at=one", "k", Requests[0]);
        await StartAsync(app, "alice; org=acme; at=two", "k", Requests[0]);

        Assert.Equal(["one", "two"], app.Polytomic.Starts.Select(start => start.Json["organization_id"]!.GetValue<string>()));
        Assert.NotEqual(app.Polytomic.Starts[0].IdempotencyKey, app.Polytomic.Starts[1].IdempotencyKey);
        Assert.NotEqual(app.Polytomic.Starts[0].Json["name"]!.GetValue<string>(), app.Polytomic.Starts[1].Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_key_of_the_caller_nothing_is_the_same()
    {
        await using var app = await ConnectApp.StartAsync(Settings);
        var alice = app.ClientOf("alice; org=acme");

        var sessions = new[] { await ConnectApp.SessionAsync(alice), await ConnectApp.SessionAsync(alice) };

        Assert.NotEqual(sessions[0], sessions[1]);
        Assert.NotEqual(app.Polytomic.Starts[0].IdempotencyKey, app.Polytomic.Starts[1].IdempotencyKey);
        Assert.All(app.Polytomic.Starts, start => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", start.IdempotencyKey));
    }

    [Fact]
    public async Task What_goes_upstream_does_not_tell_the_callers_key()
    {
        await using var app = await ConnectApp.StartAsync(Settings);

        await StartAsync(app, "alice; org=acme", "my-own-key-1234", Requests[0]);

        Assert.DoesNotContain("my-own-key", app.Polytomic.Starts[0].IdempotencyKey);
        Assert.DoesNotContain("my-own-key", app.Polytomic.Starts[0].Body);
    }

    private sealed class PartnerKey : IPolytomicCredentialProvider
    {
        public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken) =>
            new(new PolytomicCredential("partner-key", context.User!.FindFirst("at")!.Value));
    }

    private static async Task StartAsync(ConnectApp app, string user, string key, string request)
    {
        var client = app.ClientOf(user);
        client.DefaultRequestHeaders.Add("Idempotency-Key", key);
        await ConnectApp.SessionAsync(client, request);
    }
}

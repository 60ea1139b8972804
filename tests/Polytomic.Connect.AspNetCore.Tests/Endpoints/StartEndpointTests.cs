using System.Net;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

public class StartEndpointTests
{
    [Fact]
    public async Task A_signed_in_user_gets_the_modals_address_and_a_session()
    {
        await using var app = await ConnectApp.StartAsync();

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"My Postgres","type":"postgresql"}""");
        var answer = await ConnectApp.JsonOf(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("https://polytomic.example/connect?token=t", answer["data"]!["redirect_url"]!.GetValue<string>());
        var sent = Assert.Single(app.Polytomic.Requests);
        Assert.Equal("Bearer " + ConnectApp.Token, sent.Authorization);
        Assert.Equal("2025-09-18", sent.Version);
        Assert.Matches("^My Postgres \\([a-z2-7]{8}\\)$", sent.Json["name"]!.GetValue<string>());
        Assert.Equal("postgresql", sent.Json["type"]!.GetValue<string>());
        var session = answer["data"]!["session"]!.GetValue<string>();
        Assert.Equal("https://app.example/_/api/connect_complete?state=" + session, sent.Json["redirect_url"]!.GetValue<string>());
        Assert.Equal(["name", "redirect_url", "type"], sent.Json.AsObject().Select(member => member.Key).Order());
    }

    [Fact]
    public async Task Nobody_signed_in_is_told_so_in_json()
    {
        await using var app = await ConnectApp.StartAsync();

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf(null), """{"name":"x"}""");

        await ConnectApp.AssertRefusedAsync(response, 401, "unauthenticated");
        Assert.Empty(app.Polytomic.Requests);
    }

    [Fact]
    public async Task A_whitelist_is_cut_down_to_what_is_allowed()
    {
        await using var app = await ConnectApp.StartAsync(new()
        {
            ["PolytomicConnect:Policies:Marketing:Roles:0"] = "marketing",
            ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "hubspot",
        });
        var bob = app.ClientOf("bob; role=marketing");

        using var mixed = await ConnectApp.StartSessionAsync(bob, """{"name":"x","whitelist":["postgresql","hubspot"]}""");
        Assert.Equal(HttpStatusCode.OK, mixed.StatusCode);
        Assert.Equal("""["hubspot"]""", app.Polytomic.Starts[^1].Json["whitelist"]!.ToJsonString());

        await ConnectApp.AssertRefusedAsync(await ConnectApp.StartSessionAsync(bob, """{"name":"x","type":"postgresql"}"""), 403, "integration_not_allowed");
        await ConnectApp.AssertRefusedAsync(await ConnectApp.StartSessionAsync(bob, """{"name":"x","whitelist":["postgresql"]}"""), 403, "integration_not_allowed");
        await ConnectApp.AssertRefusedAsync(await ConnectApp.StartSessionAsync(app.ClientOf("carol"), """{"name":"x"}"""), 403, "integration_not_allowed");
        Assert.Single(app.Polytomic.Requests);
    }

    [Fact]
    public async Task Everything_less_some_is_named_from_the_catalogue()
    {
        await using var app = await ConnectApp.StartAsync(new()
        {
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            ["PolytomicConnect:Policies:All:Except:0"] = "api",
        });

        await ConnectApp.SessionAsync(app.ClientOf("alice"), """{"name":"x"}""");

        Assert.Equal("""["postgresql","hubspot","salesforce","marketo","outreach"]""", app.Polytomic.Starts[^1].Json["whitelist"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_names_and_the_same_key_upstream()
    {
        await using var app = await ConnectApp.StartAsync();

        foreach (var user in (string[])["alice", "alice", "bob"])
        {
            var client = app.ClientOf(user);
            client.DefaultRequestHeaders.Add("Idempotency-Key", "k-1");
            await ConnectApp.SessionAsync(client);
        }

        var starts = app.Polytomic.Starts;
        Assert.Equal(starts[0].Json["name"]!.GetValue<string>(), starts[1].Json["name"]!.GetValue<string>());
        Assert.Equal(starts[0].IdempotencyKey, starts[1].IdempotencyKey);
        Assert.NotEqual(starts[0].IdempotencyKey, starts[2].IdempotencyKey);
        Assert.NotEqual(starts[0].Json["name"]!.GetValue<string>(), starts[2].Json["name"]!.GetValue<string>());
    }
}

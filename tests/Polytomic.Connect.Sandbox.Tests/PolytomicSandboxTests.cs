using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests;

public class PolytomicSandboxTests
{
    [Fact]
    public async Task A_session_is_finished_without_a_browser()
    {
        await using var host = await SandboxHost.StartAsync();
        var sandbox = host.Services.GetRequiredService<PolytomicSandbox>();
        var session = await host.StartSessionAsync();

        var completion = await sandbox.CompleteAsync(session, "postgresql", new JsonObject { ["hostname"] = "db", ["password"] = "hush" }, TestContext.Current.CancellationToken);

        Assert.Equal(SandboxHost.BackUrl, completion.RedirectUrl);
        Assert.Equal("Mine", completion.Connection.Name);
        Assert.Equal("""{"hostname":"db","password":"********"}""", completion.Connection.Configuration.ToJsonString());
        Assert.Equal(completion.Connection.Id.ToString(), (await host.ConnectionsAsync())[0]!["id"]!.GetValue<string>());
        await Assert.ThrowsAsync<InvalidOperationException>(() => sandbox.CompleteAsync(session, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reconnect_changes_the_same_connection()
    {
        await using var host = await SandboxHost.StartAsync();
        var sandbox = host.Services.GetRequiredService<PolytomicSandbox>();
        var seeded = sandbox.AddConnection("Seeded", "stripe");

        var session = await host.StartSessionAsync(extra: new JsonObject { ["connection"] = seeded.Id.ToString() });
        var completion = await sandbox.CompleteAsync(session, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(seeded.Id, completion.Connection.Id);
        Assert.NotEqual(seeded.UpdatedAt, completion.Connection.UpdatedAt);
        Assert.Single(sandbox.Connections);
    }

    [Fact]
    public async Task Several_types_need_a_choice_of_those_offered()
    {
        await using var host = await SandboxHost.StartAsync();
        var sandbox = host.Services.GetRequiredService<PolytomicSandbox>();
        var session = await host.StartSessionAsync(extra: new JsonObject { ["whitelist"] = new JsonArray("hubspot", "stripe") });

        var none = await Assert.ThrowsAsync<InvalidOperationException>(() => sandbox.CompleteAsync(session, cancellationToken: TestContext.Current.CancellationToken));
        var other = await Assert.ThrowsAsync<InvalidOperationException>(() => sandbox.CompleteAsync(session, "csv", cancellationToken: TestContext.Current.CancellationToken));

        Assert.All([none, other], e => Assert.Contains("hubspot, stripe", e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_can_be_looked_at_and_hold_no_secret()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.PostAsync("connections", """{"name":"A","type":"stripe","configuration":{"api_key":"hush"}}""", "key-1");
        await host.SendAsync(HttpMethod.Post, "connections/connect", """{"name":"B","redirect_url":"https://a.example/back?state=hush"}""");
        await host.SendAsync(HttpMethod.Get, "me", body: null, client: host.Client("hush"));

        var calls = host.Services.GetRequiredService<PolytomicSandbox>().Calls;

        Assert.Equal([401, 200, 200], calls.Select(c => c.Status));
        Assert.Equal(("POST", "/connections", "key-1", "2025-09-18"), (calls[2].Method, calls[2].Path, calls[2].IdempotencyKey, calls[2].Version));
        Assert.All(calls, c => Assert.DoesNotContain("hush", c.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reset_forgets_everything()
    {
        await using var host = await SandboxHost.StartAsync();
        var sandbox = host.Services.GetRequiredService<PolytomicSandbox>();
        var session = await host.StartSessionAsync();
        sandbox.AddConnection("A", "stripe");

        sandbox.Reset();

        Assert.Empty(sandbox.Connections);
        Assert.Empty(sandbox.Calls);
        var browser = host.Browser();
        await browser.OpenAsync(session);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }
}

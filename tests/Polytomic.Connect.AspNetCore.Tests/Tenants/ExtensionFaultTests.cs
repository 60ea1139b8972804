using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Tenants;

/// <summary>The application's own providers and authorizers throw, hang or return nothing: refused, logged, never allowed.</summary>
public class ExtensionFaultTests
{
    private const string Secret = "key-in-an-exception";

    public static TheoryData<Fault> Faults => [Fault.Throws, Fault.ThrowsAtOnce, Fault.Hangs, Fault.HangsDeaf, Fault.ReturnsNull];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_credential_provider(Fault fault)
    {
        await using var app = await StartAsync(fault, connect => connect.AddCredentialProvider<FaultyCredentials>());

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"x","type":"hubspot"}""");

        await ConnectApp.AssertRefusedAsync(response, 403, "organization_missing");
        AssertLogged(app, fault == Fault.ReturnsNull ? 1311 : 1312);
        Assert.Empty(app.Polytomic.Requests);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_credential_provider_when_one_asks_for_the_status(Fault fault)
    {
        var good = await StartAsync(Fault.None, connect => connect.AddCredentialProvider<FaultyCredentials>());
        await using var app = good;
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Services.GetRequiredService<Box>().Fault = fault;

        using var response = await alice.GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken);

        await ConnectApp.AssertRefusedAsync(response, 403, "organization_missing");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_policy_provider(Fault fault)
    {
        await using var app = await StartAsync(fault, connect => connect.AddPolicyProvider<FaultyPolicies>());

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"x","type":"hubspot"}""");

        await ConnectApp.AssertRefusedAsync(response, 403, "integration_not_allowed");
        Assert.Contains(app.Logs.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Empty(app.Polytomic.Requests);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_connection_authorizer(Fault fault)
    {
        await using var app = await StartAsync(fault, connect => connect.AddConnectionAuthorizer<FaultyAuthorizer>());
        app.Polytomic.Add("c-1", "Hers", "hubspot", null, DateTimeOffset.UtcNow);

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"connection":"c-1"}""");

        await ConnectApp.AssertRefusedAsync(response, 403, "connection_not_allowed");
        if (fault != Fault.ReturnsNull)
        {
            AssertLogged(app, 1401);
        }

        Assert.Empty(app.Polytomic.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("; org=")]
    [InlineData("; org= ")]
    [InlineData("; org=acme; org=umbrella")]
    public async Task A_user_without_exactly_one_organization_is_refused(string claims)
    {
        await using var app = await ConnectApp.StartAsync(new()
        {
            ["PolytomicConnect:OrganizationClaim"] = "org",
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
        });

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice" + claims), """{"name":"x","type":"hubspot"}""");

        await ConnectApp.AssertRefusedAsync(response, 403, "organization_missing");
        Assert.Empty(app.Polytomic.Requests);
    }

    [Fact]
    public async Task A_user_who_changed_the_organization_completes_in_the_one_where_the_session_began()
    {
        await using var app = await ConnectApp.StartAsync(new()
        {
            ["PolytomicConnect:OrganizationClaim"] = "org",
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
        });
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice; org=acme"));
        app.Polytomic.Connect(organization: "umbrella");

        var status = await ConnectApp.StatusAsync(app.ClientOf("alice; org=umbrella"), session);
        Assert.Equal("pending", status["data"]!["status"]!.GetValue<string>());

        app.Polytomic.Connect(organization: "acme");
        status = await ConnectApp.StatusAsync(app.ClientOf("alice; org=umbrella"), session);
        Assert.Equal("connected", status["data"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_user_whose_key_is_another_organizations_by_now_is_not_looked_for_with_it()
    {
        await using var app = await ConnectApp.StartAsync(
            new()
            {
                ["PolytomicConnect:OrganizationClaim"] = "org",
                ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            },
            connect => connect.AddCredentialProvider<KeyOfUser>());
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice; org=acme; at=acme"));

        var status = await ConnectApp.StatusAsync(app.ClientOf("alice; org=umbrella; at=umbrella"), session);

        Assert.Equal("pending", status["data"]!["status"]!.GetValue<string>());
        Assert.DoesNotContain(app.Polytomic.Requests, request => request.Authorization!.Contains("umbrella", StringComparison.Ordinal));
        Assert.Contains(app.Logs.Entries, entry => entry.Id == 1506);

        app.Polytomic.Connect(organization: "acme");
        status = await ConnectApp.StatusAsync(app.ClientOf("alice; org=acme; at=acme"), session);
        Assert.Equal("connected", status["data"]!["status"]!.GetValue<string>());
    }

    private static void AssertLogged(ConnectApp app, int id)
    {
        Assert.Contains(app.Logs.Entries, entry => entry.Id == id && entry.Level >= LogLevel.Warning);
        Assert.DoesNotContain(Secret, app.Logs.All);
    }

    private static Task<ConnectApp> StartAsync(Fault fault, Action<PolytomicConnectBuilder> connect) => ConnectApp.StartAsync(
        new()
        {
            ["PolytomicConnect:Timeout"] = "00:00:01",
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
        },
        builder =>
        {
            builder.Services.AddSingleton(new Box { Fault = fault });
            connect(builder);
        });

    public enum Fault
    {
        None,
        Throws,
        ThrowsAtOnce,
        Hangs,
        HangsDeaf,
        ReturnsNull,
    }

    private sealed class Box
    {
        public Fault Fault { get; set; }

        public ValueTask<T> AnswerAsync<T>(T good, T nothing, CancellationToken cancellationToken) => Fault == Fault.ThrowsAtOnce
            ? throw new InvalidOperationException(Secret)
            : LaterAsync(good, nothing, cancellationToken);

        private async ValueTask<T> LaterAsync<T>(T good, T nothing, CancellationToken cancellationToken)
        {
            await Task.Yield();
            switch (Fault)
            {
                case Fault.Throws:
                    throw new InvalidOperationException(Secret);
                case Fault.Hangs:
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return good;
                case Fault.HangsDeaf:
                    await new TaskCompletionSource().Task;
                    return good;
                case Fault.ReturnsNull:
                    return nothing;
                default:
                    return good;
            }
        }
    }

    /// <summary>Goes by the user alone, whatever organization it is asked for.</summary>
    private sealed class KeyOfUser : IPolytomicCredentialProvider
    {
        public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken)
        {
            var organization = context.User?.FindFirst("at")?.Value ?? context.OrganizationId;
            return new(new PolytomicCredential("key-of-" + organization, organization));
        }
    }

    private sealed class FaultyCredentials(Box box) : IPolytomicCredentialProvider
    {
        public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken) =>
            box.AnswerAsync<PolytomicCredential?>(new PolytomicCredential("key", null), null, cancellationToken);
    }

    private sealed class FaultyPolicies(Box box) : IConnectPolicyProvider
    {
        public ValueTask<IReadOnlyCollection<ConnectPolicy>> GetPoliciesAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
            box.AnswerAsync<IReadOnlyCollection<ConnectPolicy>>([new ConnectPolicy { Integrations = ["*"] }], null!, cancellationToken);
    }

    private sealed class FaultyAuthorizer(Box box) : IConnectionAuthorizer
    {
        public ValueTask<bool> CanReconnectAsync(ClaimsPrincipal user, string connectionId, CancellationToken cancellationToken) =>
            box.AnswerAsync(true, false, cancellationToken);
    }
}

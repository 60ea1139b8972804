using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Policies;

public class ExplanationTests
{
    private static readonly Dictionary<string, string?> Rules = new()
    {
        ["PolytomicConnect:Policies:Administrators:Roles:0"] = "admin",
        ["PolytomicConnect:Policies:Administrators:Integrations:0"] = "*",
        ["PolytomicConnect:Policies:Marketing:Roles:0"] = "marketing",
        ["PolytomicConnect:Policies:Marketing:Claims:0:Type"] = "plan",
        ["PolytomicConnect:Policies:Marketing:Claims:0:Values:0"] = "pro",
        ["PolytomicConnect:Policies:Marketing:Claims:1:Type"] = "region",
        ["PolytomicConnect:Policies:Marketing:Claims:1:Values:0"] = "eu",
        ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "hubspot",
        ["PolytomicConnect:Policies:Marketing:Integrations:1"] = "snowflake",
        ["PolytomicConnect:Policies:NoWarehouses:Users:0"] = "bob",
        ["PolytomicConnect:Policies:NoWarehouses:Except:0"] = "snowflake",
        ["PolytomicConnect:Policies:Paid:AuthorizationPolicy"] = "Paid",
        ["PolytomicConnect:Policies:Paid:Integrations:0"] = "salesforce",
        ["PolytomicConnect:Policies:Visitors:AllowAnonymous"] = "true",
        ["PolytomicConnect:Policies:Visitors:Integrations:0"] = "csv",
    };

    [Fact]
    public async Task Names_the_policy_that_takes_an_integration_away()
    {
        var bob = Someone.SignedIn("bob", "role=marketing", "plan=pro", "region=eu");

        var explanation = await ExplainAsync(bob, "snowflake");

        Assert.False(explanation.IsAllowed);
        Assert.Equal("snowflake: not allowed. Excepted by NoWarehouses.", explanation.ToString());
        Assert.Equal(
            [
                "Administrators: does not apply (Roles), grants it",
                "Marketing: applies, grants it",
                "NoWarehouses: applies, excepts it",
                "Paid: does not apply (AuthorizationPolicy)",
                "Visitors: applies",
            ],
            explanation.Policies.Select(policy => policy.ToString()));
    }

    [Theory]
    [InlineData("role=marketing plan=pro region=us", "hubspot", "hubspot: not allowed. No policy that applies lists it; those that apply are Visitors.", "Claims:1")]
    [InlineData("role=marketing plan=free region=eu", "hubspot", "hubspot: not allowed. No policy that applies lists it; those that apply are Visitors.", "Claims:0")]
    [InlineData("plan=pro region=eu", "hubspot", "hubspot: not allowed. No policy that applies lists it; those that apply are Visitors.", "Roles")]
    [InlineData("role=marketing plan=pro region=eu", "hubspot", "hubspot: allowed. Granted by Marketing.", null)]
    public async Task Names_the_first_condition_that_is_not_met(string claims, string integration, string expected, string? unmet)
    {
        var explanation = await ExplainAsync(Someone.SignedIn("carol", claims.Split(' ')), integration);

        Assert.Equal(expected, explanation.ToString());
        Assert.Equal(unmet, explanation.Policies.Single(policy => policy.Name == "Marketing").UnmetCondition);
    }

    [Fact]
    public async Task Tells_what_keeps_a_visitor_out()
    {
        var explanation = await ExplainAsync(Someone.Anonymous, "csv");

        Assert.Equal("csv: allowed. Granted by Visitors.", explanation.ToString());
        Assert.All(explanation.Policies.Where(policy => !policy.Applies), policy => Assert.Equal("AllowAnonymous", policy.UnmetCondition));
    }

    [Fact]
    public async Task Includes_the_policies_of_a_provider_by_their_place()
    {
        await using var app = await StartAsync(connect => connect.AddPolicyProvider<OneMore>());
        var connect = app.Services.GetRequiredService<IPolytomicConnect>();

        var explanation = await connect.ExplainAsync(Someone.SignedIn("dave"), "stripe", TestContext.Current.CancellationToken);

        Assert.True(explanation.IsAllowed);
        Assert.Equal($"Granted by {typeof(OneMore)}:0.", explanation.Reason);
    }

    [Fact]
    public async Task Says_so_when_the_policies_could_not_be_evaluated()
    {
        await using var app = await StartAsync(connect => connect.AddPolicyProvider<Broken>());
        var connect = app.Services.GetRequiredService<IPolytomicConnect>();

        var explanation = await connect.ExplainAsync(Someone.SignedIn("alice", "role=admin"), "csv", TestContext.Current.CancellationToken);

        Assert.False(explanation.IsAllowed);
        Assert.Empty(explanation.Policies);
        Assert.Equal("The policies could not be evaluated; the log says why.", explanation.Reason);
        Assert.Contains(app.Logs.Entries, entry => entry.Id == 1200);
    }

    [Fact]
    public async Task Agrees_with_what_the_user_may_connect_and_asks_nothing_of_Polytomic()
    {
        await using var app = await StartAsync();
        var connect = app.Services.GetRequiredService<IPolytomicConnect>();
        var user = Someone.SignedIn("bob", "role=marketing", "plan=pro", "region=eu");

        var explained = new List<string>();
        foreach (var id in app.Polytomic.Types)
        {
            if ((await connect.ExplainAsync(user, id, TestContext.Current.CancellationToken)).IsAllowed)
            {
                explained.Add(id);
            }
        }

        Assert.Empty(app.Polytomic.Requests);
        var allowed = await connect.GetConnectionTypesAsync(user, TestContext.Current.CancellationToken);
        Assert.NotEmpty(explained);
        Assert.Equal(allowed.Select(type => type.Id), explained);
    }

    private static async Task<ConnectExplanation> ExplainAsync(ClaimsPrincipal user, string integration)
    {
        await using var app = await StartAsync();
        return await app.Services.GetRequiredService<IPolytomicConnect>().ExplainAsync(user, integration, TestContext.Current.CancellationToken);
    }

    private static Task<ConnectApp> StartAsync(Action<PolytomicConnectBuilder>? connect = null) => ConnectApp.StartAsync(
        Rules,
        connect,
        builder => builder.Services.AddAuthorizationBuilder().AddPolicy("Paid", policy => policy.RequireClaim("paid")));

    private sealed class OneMore : IConnectPolicyProvider
    {
        public ValueTask<IReadOnlyCollection<ConnectPolicy>> GetPoliciesAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
            new([new ConnectPolicy { Integrations = ["stripe"] }]);
    }

    private sealed class Broken : IConnectPolicyProvider
    {
        public ValueTask<IReadOnlyCollection<ConnectPolicy>> GetPoliciesAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("no database");
    }
}

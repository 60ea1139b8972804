using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Tests.Policies;

/// <summary>Policies that the application's own code supplies.</summary>
public class PolicyProviderTests
{
    public static TheoryData<string, ConnectPolicy?> InvalidPolicies => new()
    {
        { "must not be null", null },
        { "Roles is empty", new() { Roles = [], Integrations = ["*"] } },
        { "Roles:0 is blank", new() { Roles = [null!], Integrations = ["*"] } },
        { "Users is empty", new() { Users = [], Integrations = ["*"] } },
        { "Claims is empty", new() { Claims = [], Integrations = ["*"] } },
        { "Claims:0:Type is missing", new() { Claims = [null!], Integrations = ["*"] } },
        { "Claims:0:Values is empty", new() { Claims = [new() { Type = "plan" }], Integrations = ["*"] } },
        { "AuthorizationPolicy is empty", new() { AuthorizationPolicy = "", Integrations = ["*"] } },
        { "Except:0 is blank", new() { Integrations = ["*"], Except = [""] } },
    };

    [Fact]
    public async Task Add_to_the_configured_ones_and_obey_the_same_rules()
    {
        var decision = Decision(
            [new() { Integrations = ["hubspot", "csv"] }, new() { Roles = ["intern"], Except = ["marketo"] }],
            (_, _) => new([new() { Integrations = ["marketo"], Except = ["csv"] }, new() { Roles = ["admin"], Integrations = ["*"] }]),
            (user, _) => new([new() { Users = ["alice"], Integrations = ["api"] }, new() { AuthorizationPolicy = "Paid", Integrations = ["postgresql"] }]));

        Assert.Equal("api hubspot marketo", await decision.DescribeAsync(Someone.SignedIn("alice")));
        Assert.Equal("hubspot marketo postgresql", await decision.DescribeAsync(Someone.SignedIn("bob", "plan=pro")));
        Assert.Equal("hubspot", await decision.DescribeAsync(Someone.SignedIn("bob", "role=intern")));
        Assert.Equal("* -csv", await decision.DescribeAsync(Someone.SignedIn("bob", "role=admin")));
        Assert.Equal("", await decision.DescribeAsync(Someone.Anonymous));
    }

    [Fact]
    public async Task One_that_lists_nothing_grants_nothing_and_leaves_the_others_alone()
    {
        var decision = Decision([new() { Integrations = ["hubspot"] }], (_, _) => new([new() { Integrations = [] }, new() { Integrations = null!, Except = null! }]));

        Assert.Equal("hubspot", await decision.DescribeAsync(Someone.SignedIn("bob")));
    }

    [Fact]
    public async Task Are_asked_for_each_user_every_time()
    {
        var decision = Decision([], (user, _) => new([new() { AllowAnonymous = true, Integrations = [user.Identity?.Name ?? "nobody"] }]));

        Assert.Equal("alice", await decision.DescribeAsync(Someone.SignedIn("alice")));
        Assert.Equal("bob", await decision.DescribeAsync(Someone.SignedIn("bob")));
        Assert.Equal("nobody", await decision.DescribeAsync(Someone.Anonymous));
    }

    [Theory]
    [MemberData(nameof(InvalidPolicies), DisableDiscoveryEnumeration = true)]
    public async Task One_that_is_invalid_leaves_nothing(string reason, ConnectPolicy? policy)
    {
        var decision = Decision([new() { Integrations = ["*"] }], (_, _) => new([new() { Integrations = ["csv"] }, policy!]));

        Assert.True((await decision.AboutAsync(Someone.SignedIn("alice"))).IsEmpty);
        var entry = Assert.Single(decision.Logs.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Contains(reason, entry.Message);
        Assert.Contains(nameof(Provider), entry.Message);
    }

    [Fact]
    public async Task A_provider_that_throws_leaves_nothing()
    {
        await AssertNothingAsync((_, _) => throw new InvalidOperationException("No database."));
        await AssertNothingAsync(async (_, _) =>
        {
            await Task.Yield();
            throw new OperationCanceledException("Not the request.");
        });
    }

    [Fact]
    public async Task A_provider_that_returns_null_leaves_nothing() => await AssertNothingAsync((_, _) => new((IReadOnlyCollection<ConnectPolicy>)null!));

    [Fact]
    public async Task A_provider_that_hangs_leaves_nothing_whether_it_heeds_the_token_or_not()
    {
        await AssertNothingAsync((_, _) => new(new TaskCompletionSource<IReadOnlyCollection<ConnectPolicy>>().Task));
        await AssertNothingAsync(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        });
    }

    [Fact]
    public async Task A_provider_that_cannot_be_made_leaves_nothing()
    {
        var decision = new PolicyDecision([new() { Integrations = ["*"] }], services =>
            services.AddScoped<IConnectPolicyProvider>(_ => throw new InvalidOperationException("No database.")));

        Assert.True((await decision.AboutAsync(Someone.SignedIn("alice"))).IsEmpty);
    }

    [Fact]
    public async Task An_aborted_request_is_aborted()
    {
        var decision = Decision([], (_, _) => new(new TaskCompletionSource<IReadOnlyCollection<ConnectPolicy>>().Task));
        using var aborted = new CancellationTokenSource();

        var answer = decision.AskAsync(Someone.SignedIn("alice"), aborted.Token);
        aborted.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Empty(decision.Logs.Entries);
    }

    private static async Task AssertNothingAsync(Func<ClaimsPrincipal, CancellationToken, ValueTask<IReadOnlyCollection<ConnectPolicy>>> get)
    {
        var decision = Decision([new() { Integrations = ["*"] }], get);

        var answer = decision.AboutAsync(Someone.SignedIn("alice"));
        decision.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.True((await answer).IsEmpty);
        Assert.Single(decision.Logs.Entries, entry => entry.Level == LogLevel.Error);
    }

    private static PolicyDecision Decision(ConnectPolicy[] configured, params Func<ClaimsPrincipal, CancellationToken, ValueTask<IReadOnlyCollection<ConnectPolicy>>>[] providers) =>
        new(configured, services =>
        {
            services.AddAuthorizationCore(options => options.AddPolicy("Paid", policy => policy.RequireClaim("plan")));
            foreach (var get in providers)
            {
                services.AddScoped<IConnectPolicyProvider>(_ => new Provider(get));
            }
        });

    private sealed class Provider(Func<ClaimsPrincipal, CancellationToken, ValueTask<IReadOnlyCollection<ConnectPolicy>>> get) : IConnectPolicyProvider
    {
        public ValueTask<IReadOnlyCollection<ConnectPolicy>> GetPoliciesAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => get(user, cancellationToken);
    }
}

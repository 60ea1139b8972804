using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Tests.Policies;

/// <summary>Conditions that the application's own authorization policies decide.</summary>
public class AuthorizationPolicyTests
{
    private int _asked;

    [Fact]
    public async Task Decide_after_all_other_conditions()
    {
        var decision = Decision(new ConnectPolicy { Roles = ["admin"], AuthorizationPolicy = "Paid", Integrations = ["csv"] });

        Assert.Equal("csv", await decision.DescribeAsync(Someone.SignedIn("alice", "role=admin", "plan=pro")));
        Assert.Equal("", await decision.DescribeAsync(Someone.SignedIn("alice", "role=admin")));
        Assert.Equal(2, _asked);
        Assert.Equal("", await decision.DescribeAsync(Someone.SignedIn("alice", "plan=pro")));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Are_asked_once_in_an_evaluation_and_again_in_the_next()
    {
        var decision = Decision(
            new ConnectPolicy { AuthorizationPolicy = "Paid", Integrations = ["csv"] },
            new ConnectPolicy { AuthorizationPolicy = "Paid", Except = ["api"] },
            new ConnectPolicy { Integrations = ["api"] });

        Assert.Equal("csv", await decision.DescribeAsync(Someone.SignedIn("alice", "plan=pro")));
        Assert.Equal(1, _asked);
        Assert.Equal("api", await decision.DescribeAsync(Someone.SignedIn("alice")));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task May_let_anonymous_users_pass()
    {
        var decision = Decision(new ConnectPolicy { AuthorizationPolicy = "Anyone", AllowAnonymous = true, Integrations = ["csv"] });

        Assert.Equal("csv", await decision.DescribeAsync(Someone.Anonymous));
    }

    [Theory]
    [InlineData("Throws")]
    [InlineData("Missing")]
    [InlineData("Hangs")]
    public async Task Without_an_answer_the_user_may_connect_nothing(string name)
    {
        var decision = Decision(
            new ConnectPolicy { Integrations = ["*"] },
            new ConnectPolicy { AuthorizationPolicy = name, Except = ["api"] });

        var answer = decision.AboutAsync(Someone.SignedIn("alice"));
        decision.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.True((await answer).IsEmpty);
        Assert.Equal(LogLevel.Error, Assert.Single(decision.Logs.Entries, entry => entry.Id == 1200).Level);
    }

    private PolicyDecision Decision(params ConnectPolicy[] policies) => new(policies, services => services.AddAuthorizationCore(options =>
    {
        options.AddPolicy("Paid", policy => policy.RequireAssertion(context => Interlocked.Increment(ref _asked) > 0 && context.User.HasClaim("plan", "pro")));
        options.AddPolicy("Anyone", policy => policy.RequireAssertion(_ => true));
        options.AddPolicy("Throws", policy => policy.RequireAssertion(bool (_) => throw new InvalidOperationException("No database.")));
        options.AddPolicy("Hangs", policy => policy.RequireAssertion(_ => new TaskCompletionSource<bool>().Task));
    }));
}

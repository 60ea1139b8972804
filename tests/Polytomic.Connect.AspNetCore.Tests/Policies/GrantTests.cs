namespace Polytomic.Connect.AspNetCore.Tests.Policies;

/// <summary>What the policies that apply add up to.</summary>
public class GrantTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("hubspot", "hubspot")]
    [InlineData("marketo,hubspot hubspot,csv", "csv hubspot marketo")]
    [InlineData("*", "*")]
    [InlineData("* hubspot", "*")]
    [InlineData("*-api", "* -api")]
    [InlineData("* -api,csv", "* -api -csv")]
    [InlineData("hubspot,api -api", "hubspot")]
    [InlineData("hubspot,api hubspot,api-hubspot", "api")]
    [InlineData("hubspot -hubspot", "")]
    [InlineData("-api", "")]
    [InlineData("* -*", "")]
    [InlineData("hubspot-*", "")]
    [InlineData("HubSpot,hubspot -HubSpot", "hubspot")]
    public async Task Is_what_any_lists_less_what_any_excepts(string policies, string expected)
    {
        var decision = new PolicyDecision(policies.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Policy));

        Assert.Equal(expected, await decision.DescribeAsync(Someone.SignedIn("alice")));
    }

    [Fact]
    public async Task Counts_only_policies_that_apply()
    {
        var decision = new PolicyDecision(
        [
            new() { Roles = ["admin"], Integrations = ["*"] },
            new() { Roles = ["marketing"], Integrations = ["hubspot", "marketo"] },
            new() { Roles = ["intern"], Except = ["marketo"] },
            new() { AllowAnonymous = true, Integrations = ["csv"] },
        ]);

        Assert.Equal("*", await decision.DescribeAsync(Someone.SignedIn("a", "role=admin")));
        Assert.Equal("* -marketo", await decision.DescribeAsync(Someone.SignedIn("b", "role=admin", "role=intern")));
        Assert.Equal("csv hubspot marketo", await decision.DescribeAsync(Someone.SignedIn("c", "role=marketing")));
        Assert.Equal("csv hubspot", await decision.DescribeAsync(Someone.SignedIn("d", "role=intern", "role=marketing")));
        Assert.Equal("csv", await decision.DescribeAsync(Someone.SignedIn("e")));
        Assert.Equal("csv", await decision.DescribeAsync(Someone.Anonymous));
    }

    [Fact]
    public async Task Tells_in_the_log_what_led_to_it()
    {
        var decision = new PolicyDecision([new() { Roles = ["admin"], Integrations = ["*"] }, new() { Roles = ["ops"], Claims = [new() { Type = "plan", Values = ["pro"] }], Integrations = ["csv"] }, new() { Except = ["api"] }]);

        await decision.AboutAsync(Someone.SignedIn("alice", "role=admin"));
        await decision.AboutAsync(Someone.SignedIn("bob", "role=ops", "plan=pro"), new(null, ["api", "snowflake", "csv"]));
        await decision.AboutAsync(Someone.SignedIn("carol", "role=ops", "plan=free"), new("csv", null));
        await decision.AboutAsync(Someone.Anonymous, new("csv", null));

        Assert.Equal(
            [
                "alice asks for what is allowed. Policies that apply: P0, P2. That do not: P1 (Roles). Allowed in all: everything except api. Taken away: api (excepted by P2).",
                "bob asks for api, snowflake, csv. Policies that apply: P1, P2. That do not: P0 (Roles). Allowed in all: csv. Taken away: api (excepted by P2), snowflake (granted by none that applies).",
                "carol asks for csv. Policies that apply: P2. That do not: P0 (Roles), P1 (Claims:0). Allowed in all: nothing. Taken away: csv (granted by none that applies).",
                "A visitor (nobody is signed in) asks for csv. Policies that apply: none. That do not: P0 (AllowAnonymous), P1 (AllowAnonymous), P2 (AllowAnonymous). Allowed in all: nothing. Taken away: csv (granted by none that applies).",
            ],
            decision.Logs.Entries.Select(entry => entry.Message));
    }

    [Fact]
    public async Task Tells_the_log_nothing_that_breaks_its_line()
    {
        var decision = new PolicyDecision([new() { Integrations = ["csv"] }]);

        await decision.AboutAsync(Someone.SignedIn("mallory\r\ninfo: all is well\u2028\u202e"), new("x\ny" + new string('z', 500), null));

        var line = Assert.Single(decision.Logs.Entries).Message;
        Assert.StartsWith("mallory??info: all is well?? asks for x?yzzz", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, char.IsControl);
        Assert.True(line.Length < 500, line);
    }

    [Fact]
    public async Task Is_one_and_the_same_for_users_to_whom_the_same_policies_apply()
    {
        var decision = new PolicyDecision([new() { Roles = ["a", "b"], Integrations = ["csv"] }, new() { Users = ["carol"], Integrations = ["api"] }]);

        Assert.Same(await decision.AboutAsync(Someone.SignedIn("alice", "role=a")), await decision.AboutAsync(Someone.SignedIn("bob", "role=b")));
        Assert.Equal("api csv", await decision.DescribeAsync(Someone.SignedIn("carol", "role=b")));
    }

    [Fact]
    public async Task Holds_for_a_thousand_policies_and_every_mixture_of_them()
    {
        var decision = new PolicyDecision(Enumerable.Range(0, 1000).Select(i => new ConnectPolicy { Roles = [$"r{i}"], Integrations = [$"i{i}"], Except = [$"i{(i * 7) + 1}"] }));
        var random = new Random(1);
        for (var round = 0; round < 400; round++)
        {
            int[] roles = [.. Enumerable.Range(0, 20).Select(_ => random.Next(1000)).Distinct()];
            var allowed = await decision.AboutAsync(Someone.SignedIn("alice", [.. roles.Select(i => $"role=r{i}")]));

            var expected = roles.Select(i => $"i{i}").Except(roles.Select(i => $"i{(i * 7) + 1}")).Order(StringComparer.Ordinal);
            Assert.Equal(expected, allowed.Ids!);
        }
    }

    private static ConnectPolicy Policy(string text) => text.Split('-') is [var integrations, .. var except]
        ? new() { Integrations = Ids(integrations), Except = [.. except.SelectMany(Ids)] }
        : throw new ArgumentException(null, nameof(text));

    private static string[] Ids(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}

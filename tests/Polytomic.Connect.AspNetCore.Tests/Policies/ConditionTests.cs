using System.Security.Claims;
using System.Security.Principal;

namespace Polytomic.Connect.AspNetCore.Tests.Policies;

/// <summary>Which conditions a user meets.</summary>
public class ConditionTests
{
    private const string Yes = "csv";
    private const string No = "";

    public static TheoryData<string, string[], string> Roles => new()
    {
        { "admin", ["role=admin"], Yes },
        { "admin", ["role=marketing"], No },
        { "admin", ["role=Admin"], No },
        { "admin", ["role=admin "], No },
        { "admin", ["roles=admin"], No },
        { "admin", [], No },
        { "admin,ops", ["role=ops"], Yes },
        { "admin,ops", ["role=ops", "role=admin"], Yes },
        { "admin,ops", ["role=op"], No },
    };

    public static TheoryData<string, string[], string> Claims => new()
    {
        { "plan=pro", ["plan=pro"], Yes },
        { "plan=pro|enterprise", ["plan=enterprise"], Yes },
        { "plan=pro|enterprise", ["plan=free", "plan=pro"], Yes },
        { "plan=pro", ["plan=free"], No },
        { "plan=pro", ["Plan=pro"], No },
        { "plan=pro", ["plan=Pro"], No },
        { "plan=pro,region=eu|us", ["plan=pro", "region=us"], Yes },
        { "plan=pro,region=eu|us", ["plan=pro"], No },
        { "plan=pro,region=eu|us", ["region=eu", "region=us"], No },
        { "plan=pro,plan=beta", ["plan=pro", "plan=beta"], Yes },
        { "plan=pro,plan=beta", ["plan=pro"], No },
        { "http://schemas.example.com/plan=pro", ["http://schemas.example.com/plan=pro"], Yes },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Any_of_the_roles(string roles, string[] claims, string expected) =>
        Assert.Equal(expected, await DecideAsync(new() { Roles = roles.Split(',') }, Someone.SignedIn("alice", claims)));

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task Every_claim_with_any_of_its_values(string conditions, string[] claims, string expected)
    {
        var policy = new ConnectPolicy
        {
            Claims = [.. conditions.Split(',').Select(text => new ConnectClaim { Type = text[..text.LastIndexOf('=')], Values = text[(text.LastIndexOf('=') + 1)..].Split('|') })],
        };

        Assert.Equal(expected, await DecideAsync(policy, Someone.SignedIn("alice", claims)));
    }

    [Theory]
    [InlineData("alice", Yes)]
    [InlineData("Alice", No)]
    [InlineData("bob", No)]
    public async Task One_of_the_users(string name, string expected) =>
        Assert.Equal(expected, await DecideAsync(new() { Users = ["carol", "alice"] }, Someone.SignedIn(name)));

    [Theory]
    [InlineData("alice", "role=admin", "plan=pro", Yes)]
    [InlineData("bob", "role=admin", "plan=pro", No)]
    [InlineData("alice", "role=ops", "plan=pro", No)]
    [InlineData("alice", "role=admin", "plan=free", No)]
    public async Task All_conditions_that_are_named(string name, string role, string plan, string expected)
    {
        var policy = new ConnectPolicy { Roles = ["admin"], Claims = [new() { Type = "plan", Values = ["pro"] }], Users = ["alice"] };

        Assert.Equal(expected, await DecideAsync(policy, Someone.SignedIn(name, role, plan)));
    }

    [Fact]
    public async Task Without_conditions_every_signed_in_user_and_nobody_else()
    {
        Assert.Equal(Yes, await DecideAsync(new(), Someone.SignedIn("alice")));
        Assert.Equal(No, await DecideAsync(new(), Someone.Anonymous));
        Assert.Equal(No, await DecideAsync(new(), new ClaimsPrincipal()));
    }

    [Fact]
    public async Task Anonymous_users_where_they_are_allowed_and_nothing_asks_for_a_user()
    {
        var visitor = new ClaimsPrincipal(Someone.Identity(null, "alice", "role=admin", "plan=pro"));

        Assert.Equal(Yes, await DecideAsync(new() { AllowAnonymous = true }, visitor));
        Assert.Equal(Yes, await DecideAsync(new() { AllowAnonymous = true }, Someone.SignedIn("bob")));
        Assert.Equal(No, await DecideAsync(new() { AllowAnonymous = true, Roles = ["admin"] }, visitor));
        Assert.Equal(No, await DecideAsync(new() { AllowAnonymous = true, Users = ["alice"] }, visitor));
        Assert.Equal(No, await DecideAsync(new() { AllowAnonymous = true, Claims = [new() { Type = "plan", Values = ["pro"] }] }, visitor));
    }

    [Fact]
    public async Task Only_what_authenticated_identities_say()
    {
        var user = new ClaimsPrincipal([Someone.Identity(null, "eve", "role=admin", "plan=pro"), Someone.Identity("test", "alice", "role=ops"), Someone.Identity("other", "alice", "region=eu")]);

        Assert.Equal(No, await DecideAsync(new() { Roles = ["admin"] }, user));
        Assert.Equal(No, await DecideAsync(new() { Claims = [new() { Type = "plan", Values = ["pro"] }] }, user));
        Assert.Equal(Yes, await DecideAsync(new() { Roles = ["ops"], Claims = [new() { Type = "region", Values = ["eu"] }] }, user));
    }

    [Fact]
    public async Task Roles_are_claims_of_the_type_that_the_identity_says()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("name", "alice"), new Claim("role", "admin"), new Claim(ClaimTypes.Role, "ops")], "test", "name", "role"));

        Assert.Equal(Yes, await DecideAsync(new() { Roles = ["admin"] }, user));
        Assert.Equal(No, await DecideAsync(new() { Roles = ["ops"] }, user));
    }

    [Fact]
    public async Task Principals_that_know_roles_of_their_own_are_asked()
    {
        Assert.Equal(Yes, await DecideAsync(new() { Roles = ["BUILTIN\\Users"] }, new GroupPrincipal(Someone.Identity("test", "alice"))));
        Assert.Equal(No, await DecideAsync(new() { Roles = ["BUILTIN\\Admins"] }, new GroupPrincipal(Someone.Identity("test", "alice"))));
        Assert.Equal(Yes, await DecideAsync(new() { Roles = ["ops"] }, new GenericPrincipal(new GenericIdentity("alice", "test"), ["ops"])));
    }

    private static Task<string> DecideAsync(ConnectPolicy policy, ClaimsPrincipal user)
    {
        policy.Integrations = [Yes];
        return new PolicyDecision([policy]).DescribeAsync(user);
    }

    private sealed class GroupPrincipal(ClaimsIdentity identity) : ClaimsPrincipal(identity)
    {
        public override bool IsInRole(string role) => role == "BUILTIN\\Users";
    }
}

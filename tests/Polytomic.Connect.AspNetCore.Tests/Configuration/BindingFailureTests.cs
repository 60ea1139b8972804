using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Tests.Configuration;

/// <summary>What the section says is bound whole, or stops the start with one line that names the key.</summary>
public class BindingFailureTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { """{ "Tokn": "x" }""", "PolytomicConnect:Tokn is not known; did you mean \"Token\"?" },
        { """{ "polices": {} }""", "PolytomicConnect:polices is not known; did you mean \"Policies\"?" },
        { """{ "RateLimit": { "Wnidow": "00:01:00" } }""", "PolytomicConnect:RateLimit:Wnidow is not known; did you mean \"Window\"?" },
        { """{ "RateLimit": { "Burst": 3 } }""", "PolytomicConnect:RateLimit:Burst is not known; known are PermitLimit, Window" },
        { Policy(""" "Integrations": ["*"], "Excpt": ["api"] """), "PolytomicConnect:Policies:Marketing:Excpt is not known; did you mean \"Except\"?" },
        { Policy(""" "Integrations": ["*"], "Role": ["admin"] """), "PolytomicConnect:Policies:Marketing:Role is not known; did you mean \"Roles\"?" },
        { Policy(""" "Integrations": ["*"], "Claims": [{ "Type": "plan", "Value": ["pro"] }] """), "PolytomicConnect:Policies:Marketing:Claims:0:Value is not known; did you mean \"Values\"?" },
        { Policy(""" "Integrations": ["*"], "Claims": [{ "http://schemas.example.com/plan": ["pro"] }] """), "PolytomicConnect:Policies:Marketing:Claims:0:http is not known; known are Type, Values" },
        { """{ "Policies": { "Sales:West": { "Integrations": ["*"] } } }""", "PolytomicConnect:Policies:Sales:West is not known; known are Roles, Claims, Users, AuthorizationPolicy, AllowAnonymous, Integrations, Except" },

        { Policy(""" "Integrations": ["*"], "Roles": "admin" """), "PolytomicConnect:Policies:Marketing:Roles is a list, not a single value" },
        { Policy(""" "Integrations": ["*"], "Users": "alice" """), "PolytomicConnect:Policies:Marketing:Users is a list, not a single value" },
        { Policy(""" "Integrations": ["*"], "Claims": "plan" """), "PolytomicConnect:Policies:Marketing:Claims is a list, not a single value" },
        { Policy(""" "Integrations": ["*"], "Claims": ["plan"] """), "PolytomicConnect:Policies:Marketing:Claims:0 is a section with keys of its own, not a single value" },
        { Policy(""" "Integrations": ["*"], "Claims": [{ "Type": "plan", "Values": "pro" }] """), "PolytomicConnect:Policies:Marketing:Claims:0:Values is a list, not a single value" },
        { Policy(""" "Integrations": "*" """), "PolytomicConnect:Policies:Marketing:Integrations is a list, not a single value" },
        { Policy(""" "Integrations": ["*"], "Except": "api" """), "PolytomicConnect:Policies:Marketing:Except is a list, not a single value" },
        { """{ "AllowedOrigins": "https://a.example" }""", "PolytomicConnect:AllowedOrigins is a list, not a single value" },
        { Policy(""" "Integrations": ["*"], "Roles": { "admin": true } """), "PolytomicConnect:Policies:Marketing:Roles is a list, so that PolytomicConnect:Policies:Marketing:Roles:admin means nothing: its keys are 0, 1, 2 and so on" },
        { Policy(""" "Integrations": ["*"], "Claims": { "Type": "plan", "Values": ["pro"] } """), "PolytomicConnect:Policies:Marketing:Claims is a list, so that PolytomicConnect:Policies:Marketing:Claims:Type means nothing: its keys are 0, 1, 2 and so on" },

        { """{ "Timeout": { "Seconds": 5 } }""", "PolytomicConnect:Timeout is a single value, not a list or a section" },
        { """{ "Version": ["2025-09-18"] }""", "PolytomicConnect:Version is a single value, not a list or a section" },
        { Policy(""" "Integrations": [["*"]] """), "PolytomicConnect:Policies:Marketing:Integrations:0 is a single value, not a list or a section" },
        { Policy(""" "Integrations": ["*"], "AuthorizationPolicy": ["Paid"] """), "PolytomicConnect:Policies:Marketing:AuthorizationPolicy is a single value, not a list or a section" },
        { """{ "RateLimit": 30 }""", "PolytomicConnect:RateLimit is a section with keys of its own, not a single value" },
        { """{ "Policies": "everybody" }""", "PolytomicConnect:Policies is a section with keys of its own, not a single value" },
        { """{ "Policies": { "Marketing": "hubspot" } }""", "PolytomicConnect:Policies:Marketing is a section with keys of its own, not a single value" },
        { """{ "Policies": [{ "Integrations": ["*"] }] }""", "PolytomicConnect:Policies is a list; give each of its entries a name" },
        { "\"secret-token\"", "PolytomicConnect is a section with keys of its own, not a single value" },

        { """{ "Timeout": "abc" }""", "PolytomicConnect:Timeout is not a time span such as 00:00:30" },
        { """{ "Timeout": "" }""", "PolytomicConnect:Timeout is empty; write a time span such as 00:00:30, or leave it out for the default" },
        { """{ "Timeout": null }""", "PolytomicConnect:Timeout is empty; write a time span such as 00:00:30, or leave it out for the default" },
        { """{ "MaxAttempts": "three" }""", "PolytomicConnect:MaxAttempts is not a whole number" },
        { """{ "MaxAttempts": 2.5 }""", "PolytomicConnect:MaxAttempts is not a whole number" },
        { """{ "RateLimit": { "PermitLimit": 99999999999 } }""", "PolytomicConnect:RateLimit:PermitLimit is not a whole number" },
        { """{ "TokenScheme": "Digest" }""", "PolytomicConnect:TokenScheme is not Bearer or Basic" },
        { """{ "TokenScheme": 1 }""", "PolytomicConnect:TokenScheme is not Bearer or Basic" },
        { Policy(""" "Integrations": ["*"], "AllowAnonymous": "yes" """), "PolytomicConnect:Policies:Marketing:AllowAnonymous is not true or false" },
        { Policy(""" "Integrations": ["*"], "AllowAnonymous": null """), "PolytomicConnect:Policies:Marketing:AllowAnonymous is empty; write true or false, or leave it out for the default" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Stops_the_start_with_one_line(string section, string failure) =>
        Assert.Equal([failure], await ConfiguredHost.FailToStartAsync(ConfiguredHost.CreateBuilder(section)));

    [Fact]
    public async Task Names_everything_that_is_wrong_at_once()
    {
        var failures = await ConfiguredHost.FailToStartAsync(ConfiguredHost.CreateBuilder("""{ "Timeout": "abc", "Tokn": "x" }"""));

        Assert.Equal(["PolytomicConnect:Timeout is not a time span such as 00:00:30", "PolytomicConnect:Tokn is not known; did you mean \"Token\"?"], failures);
    }

    [Theory]
    [InlineData("PolytomicConnect__Policies__Marketing__Excpt__0", "api", "PolytomicConnect:Policies:Marketing:Excpt is not known; did you mean \"Except\"?")]
    [InlineData("PolytomicConnect__Policies__Marketing__Roles", "admin", "PolytomicConnect:Policies:Marketing:Roles is a list, not a single value")]
    [InlineData("PolytomicConnect__Policies__Marketing__Integrations", "hubspot", "PolytomicConnect:Policies:Marketing:Integrations is a list, not a single value")]
    [InlineData("PolytomicConnect__Policies__Marketing__Roles__0", "", "PolytomicConnect:Policies:Marketing:Roles:0 is blank")]
    public async Task Reads_environment_variables_as_strictly(string name, string value, string failure)
    {
        var builder = ConfiguredHost.CreateBuilder(Policy(""" "Integrations": ["*"] """));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [name.Replace("__", ":")] = value });

        Assert.Equal([failure], await ConfiguredHost.FailToStartAsync(builder));
    }

    [Theory]
    [InlineData("""{ "Policies": { "Marketing": { "Roles": "ops" } } }""", "PolytomicConnect:Policies:Marketing:Roles is a list, not a single value")]
    [InlineData("""{ "Policies": { "Marketing": { "Roles": [""] } } }""", "PolytomicConnect:Policies:Marketing:Roles:0 is blank")]
    [InlineData("""{ "Policies": { "Marketing": { "Roles": [] } } }""", "PolytomicConnect:Policies:Marketing:Roles is emptied by one source, but sources are merged: what an earlier one says there would stay; change it in the earlier one")]
    [InlineData("""{ "Policies": { "Marketing": { "Integrations": null } } }""", "PolytomicConnect:Policies:Marketing:Integrations is emptied by one source, but sources are merged: what an earlier one says there would stay; change it in the earlier one")]
    [InlineData("""{ "Policies": {} }""", "PolytomicConnect:Policies is emptied by one source, but sources are merged: what an earlier one says there would stay; change it in the earlier one")]
    public async Task Refuses_a_merge_of_two_files_that_would_not_mean_what_the_second_says(string second, string failure)
    {
        var builder = ConfiguredHost.CreateBuilder("""{ "Policies": { "Marketing": { "Roles": ["admin"], "Integrations": ["hubspot", "marketo"] } } }""", second);

        Assert.Equal([failure], await ConfiguredHost.FailToStartAsync(builder));
    }

    [Theory]
    [InlineData("""{ "Policies": { "Marketing": { "Roles": ["ops"] } } }""", "PolytomicConnect:Policies:Marketing:Roles")]
    [InlineData("""{ "Policies": { "Marketing": { "Users": ["carol"] } } }""", "PolytomicConnect:Policies:Marketing:Users")]
    [InlineData("""{ "Policies": { "Marketing": { "Integrations": ["salesforce"] } } }""", "PolytomicConnect:Policies:Marketing:Integrations")]
    [InlineData("""{ "Policies": { "Marketing": { "Claims": [{ "Type": "plan", "Values": ["pro", "gold"] }] } } }""", "PolytomicConnect:Policies:Marketing:Claims")]
    [InlineData("""{ "Policies": { "Marketing": { "Claims": [{ "Values": ["gold"] }, {}] } } }""", "PolytomicConnect:Policies:Marketing:Claims:0:Values")]
    [InlineData("""{ "AllowedOrigins": ["https://c.example"] }""", "PolytomicConnect:AllowedOrigins")]
    public async Task Refuses_a_file_whose_list_would_end_as_the_earlier_files_does(string second, string key)
    {
        var builder = ConfiguredHost.CreateBuilder(TwoOfEach, second);

        var failure = Assert.Single(await ConfiguredHost.FailToStartAsync(builder));

        Assert.StartsWith($"{key} is listed by two sources, and the later list is the shorter one", failure);
    }

    [Fact]
    public async Task A_later_list_that_is_as_long_and_a_variable_that_names_one_entry_mean_what_they_say()
    {
        var builder = ConfiguredHost.CreateBuilder(TwoOfEach, """{ "Policies": { "Marketing": { "Roles": ["ops", "dev", "qa"], "Users": ["carol", "dave"] } } }""");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "salesforce",
            ["PolytomicConnect:Policies:Marketing:Roles:3"] = "hr",
        });

        var policy = (await ConfiguredHost.StartAsync(builder)).Policies["Marketing"];

        Assert.Equal(["ops", "dev", "qa", "hr"], policy.Roles!);
        Assert.Equal(["carol", "dave"], policy.Users!);
        Assert.Equal(["salesforce", "marketo"], policy.Integrations);
    }

    /// <summary>A URI for a claim's type has the character in it that divides keys: as a value it is itself wherever it comes from, as a key it stops the start.</summary>
    [Theory]
    [InlineData("file")]
    [InlineData("environment")]
    [InlineData("two files")]
    public async Task A_uri_as_the_type_of_a_claim_means_itself(string where)
    {
        const string Uri = "http://schemas.example.com/2026/claims/plan";
        const string Bare = """{ "Policies": { "Marketing": { "Integrations": ["*"], "Claims": [{ "Values": ["pro"] }] } } }""";
        var typed = Policy($$""" "Integrations": ["*"], "Claims": [{ "Type": "{{Uri}}", "Values": ["pro"] }] """);
        var builder = where switch
        {
            "file" => ConfiguredHost.CreateBuilder(typed),
            "environment" => ConfiguredHost.CreateBuilder(Bare),
            _ => ConfiguredHost.CreateBuilder(Bare, $$"""{ "Policies": { "Marketing": { "Claims": [{ "Type": "{{Uri}}" }] } } }"""),
        };
        var prefix = "CONNECT" + Guid.NewGuid().ToString("N") + "_";
        if (where == "environment")
        {
            Environment.SetEnvironmentVariable(prefix + "PolytomicConnect__Policies__Marketing__Claims__0__Type", Uri);
        }

        builder.Configuration.AddEnvironmentVariables(prefix);
        var settings = ConnectSettings.From(await ConfiguredHost.StartAsync(builder));

        Assert.True(Allows(settings, new Claim(Uri, "pro")));
        Assert.False(Allows(settings, new Claim(Uri, "free")));
        Assert.False(Allows(settings, new Claim("http", "pro")));
        Assert.False(Allows(settings, new Claim("//schemas.example.com/2026/claims/plan", "pro")));
    }

    [Theory]
    [InlineData("http://schemas.example.com/plan")]
    [InlineData("urn:example:plan")]
    public async Task A_uri_as_a_key_stops_the_start_wherever_it_comes_from(string uri)
    {
        var inFile = ConfiguredHost.CreateBuilder(Policy($$""" "Integrations": ["*"], "Claims": { "{{uri}}": ["pro"] } """));
        Assert.NotEmpty(await ConfiguredHost.FailToStartAsync(inFile));

        var prefix = "CONNECT" + Guid.NewGuid().ToString("N") + "_";
        Environment.SetEnvironmentVariable($"{prefix}PolytomicConnect__Policies__Marketing__Claims__{uri}", "pro");
        var inEnvironment = ConfiguredHost.CreateBuilder(Policy(""" "Integrations": ["*"] """));
        inEnvironment.Configuration.AddEnvironmentVariables(prefix);
        Assert.NotEmpty(await ConfiguredHost.FailToStartAsync(inEnvironment));

        var inSecond = ConfiguredHost.CreateBuilder(Policy(""" "Integrations": ["*"] """), Policy($$""" "Claims": [{ "{{uri}}": ["pro"] }] """));
        Assert.NotEmpty(await ConfiguredHost.FailToStartAsync(inSecond));
    }

    private const string TwoOfEach = """
        { "AllowedOrigins": ["https://a.example", "https://b.example"], "Policies": { "Marketing": { "Roles": ["admin", "dev"], "Users": ["alice", "bob"],
          "Claims": [{ "Type": "plan", "Values": ["pro", "free"] }, { "Type": "tier", "Values": ["1"] }], "Integrations": ["hubspot", "marketo"] } } }
        """;

    private static bool Allows(ConnectSettings settings, Claim claim)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([claim], "Test"));
        return settings.Policies.Set.Allowed(settings.Policies.Set.Match(user, "alice")).Allows("hubspot");
    }

    private static string Policy(string members) => $$"""{ "Policies": { "Marketing": { {{members}} } } }""";
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Policies;

namespace Polytomic.Connect.AspNetCore.Tests.Configuration;

public class BindingTests
{
    [Fact]
    public async Task Binds_every_option()
    {
        var options = await ConfiguredHost.StartAsync(ConfiguredHost.CreateBuilder("""
            {
              "Token": "key", "TokenScheme": "basic", "Version": "2024-02-08", "BaseUrl": "https://polytomic.example.com/eu",
              "OrganizationId": "0d9e", "UserIdClaim": "http://schemas.example.com/id", "PublicOrigin": "https://app.example.com/a",
              "AllowedRedirectUrls": ["https://b.example.com/done"], "ModalOrigins": ["https://m.example.com"], "AllowedOrigins": ["https://c.example.com/", "http://localhost:3000"],
              "NameFormat": "{user}: {name} {id}", "Timeout": "00:00:07", "MaxAttempts": 5, "SessionLifetime": "01:00:00",
              "RateLimit": { "PermitLimit": 0, "Window": "00:00:30" },
              "Policies": {
                "Marketing": {
                  "Roles": ["marketing"], "Claims": [{ "Type": "http://schemas.example.com/plan", "Values": ["pro", "enterprise"] }], "Users": ["bob"],
                  "AuthorizationPolicy": "Paid", "AllowAnonymous": true, "Integrations": ["hubspot"], "Except": ["api"]
                },
                "everyBody": { "Integrations": ["*"] }
              }
            }
            """));

        Assert.Equal("key", options.Token);
        Assert.Equal(PolytomicTokenScheme.Basic, options.TokenScheme);
        Assert.Equal("2024-02-08", options.Version);
        Assert.Equal("https://polytomic.example.com/eu", options.BaseUrl);
        Assert.Equal("0d9e", options.OrganizationId);
        Assert.Equal("http://schemas.example.com/id", options.UserIdClaim);
        Assert.Equal("https://app.example.com/a", options.PublicOrigin);
        Assert.Equal(["https://b.example.com/done"], options.AllowedRedirectUrls);
        Assert.Equal(["https://m.example.com"], options.ModalOrigins);
        Assert.Equal(["https://c.example.com/", "http://localhost:3000"], options.AllowedOrigins);
        Assert.Equal("{user}: {name} {id}", options.NameFormat);
        Assert.Equal(TimeSpan.FromSeconds(7), options.Timeout);
        Assert.Equal(5, options.MaxAttempts);
        Assert.Equal(TimeSpan.FromHours(1), options.SessionLifetime);
        Assert.Equal(0, options.RateLimit.PermitLimit);
        Assert.Equal(TimeSpan.FromSeconds(30), options.RateLimit.Window);
        Assert.Equal(["everyBody", "Marketing"], options.Policies.Keys.Order(StringComparer.OrdinalIgnoreCase));
        var policy = options.Policies["Marketing"];
        Assert.Equal(["marketing"], policy.Roles);
        var claim = Assert.Single(policy.Claims!);
        Assert.Equal("http://schemas.example.com/plan", claim.Type);
        Assert.Equal(["pro", "enterprise"], claim.Values);
        Assert.Equal(["bob"], policy.Users);
        Assert.Equal("Paid", policy.AuthorizationPolicy);
        Assert.True(policy.AllowAnonymous);
        Assert.Equal(["hubspot"], policy.Integrations);
        Assert.Equal(["api"], policy.Except);
        Assert.Null(options.Policies["everyBody"].Roles);
    }

    [Fact]
    public async Task Has_defaults_for_all_but_the_token()
    {
        var options = await ConfiguredHost.StartAsync(ConfiguredHost.CreateBuilder());

        Assert.Equal("https://app.polytomic.com", options.BaseUrl);
        Assert.Equal("2025-09-18", options.Version);
        Assert.Equal(30, options.RateLimit.PermitLimit);
        Assert.Empty(options.Policies);
    }

    [Theory]
    [InlineData("""{ "OrganizationId": "", "OrganizationClaim": "", "UserIdClaim": "", "PublicOrigin": "" }""")]
    [InlineData("""{ "OrganizationId": null, "OrganizationClaim": null, "UserIdClaim": null, "PublicOrigin": null }""")]
    public async Task An_optional_text_without_value_is_not_set(string section)
    {
        var options = await ConfiguredHost.StartAsync(ConfiguredHost.CreateBuilder(section));

        Assert.Null(options.OrganizationId);
        Assert.Null(options.OrganizationClaim);
        Assert.Null(options.UserIdClaim);
        Assert.Null(options.PublicOrigin);
    }

    [Fact]
    public async Task Empty_lists_of_addresses_and_sections_are_empty()
    {
        var options = await ConfiguredHost.StartAsync(ConfiguredHost.CreateBuilder("""{ "AllowedOrigins": [], "ModalOrigins": null, "RateLimit": {}, "Policies": {} }"""));

        Assert.Empty(options.AllowedOrigins);
        Assert.Empty(options.ModalOrigins);
        Assert.Equal(30, options.RateLimit.PermitLimit);
        Assert.Empty(options.Policies);
    }

    [Fact]
    public async Task Keys_are_found_in_any_case_and_sources_are_merged()
    {
        var builder = ConfiguredHost.CreateBuilder(
            """{ "AllowedOrigins": [], "policies": { "Marketing": { "roles": ["marketing"], "INTEGRATIONS": ["hubspot", "marketo"] } } }""",
            """{ "AllowedOrigins": ["https://a.example"], "Policies": { "marketing": { "Integrations": ["salesforce", "stripe"] } } }""");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["POLYTOMICCONNECT:POLICIES:MARKETING:INTEGRATIONS:10"] = "outreach" });

        var options = await ConfiguredHost.StartAsync(builder);

        var policy = Assert.Single(options.Policies).Value;
        Assert.Equal(["marketing"], policy.Roles);
        Assert.Equal(["salesforce", "stripe", "outreach"], policy.Integrations);
        Assert.Equal(["https://a.example"], options.AllowedOrigins);
    }

    [Fact]
    public async Task Registering_twice_binds_once_and_runs_the_delegates_in_order_after_the_section()
    {
        var builder = ConfiguredHost.CreateBuilder("""{ "AllowedOrigins": ["https://a.example"], "Policies": { "All": { "Roles": ["admin"], "Integrations": ["*"] } } }""");
        builder.Services.AddConnectConfiguration(options => options.MaxAttempts = options.AllowedOrigins.Count + 1).AddConnectPolicies();
        builder.Services.AddConnectConfiguration(options => options.MaxAttempts *= 2).AddConnectPolicies();

        var options = await ConfiguredHost.StartAsync(builder);

        Assert.Equal(["https://a.example"], options.AllowedOrigins);
        Assert.Equal(["admin"], options.Policies["All"].Roles);
        Assert.Equal(["*"], options.Policies["All"].Integrations);
        Assert.Equal(4, options.MaxAttempts);
    }

    [Fact]
    public void Needs_no_configuration_where_code_sets_the_options()
    {
        var services = new ServiceCollection().AddLogging().AddConnectConfiguration(options => options.Token = "key").AddConnectPolicies();
        services.PostConfigure<PolytomicConnectOptions>(options => options.MaxAttempts = 7);
        using var provider = services.BuildServiceProvider(validateScopes: true);

        var settings = provider.GetRequiredService<CurrentSettings>().Value;

        Assert.Equal("key", settings.Options.Token);
        Assert.Equal(7, settings.Options.MaxAttempts);
    }

    [Fact]
    public async Task Later_changes_to_the_policies_of_a_delegate_change_nothing()
    {
        var policy = new ConnectPolicy { Roles = ["admin"], Integrations = ["api"] };
        var builder = ConfiguredHost.CreateBuilder();
        builder.Services.Configure<PolytomicConnectOptions>(options => options.Policies["Mine"] = policy);
        using var host = builder.Build();
        var settings = host.Services.GetRequiredService<CurrentSettings>().Value;

        policy.Roles = null;
        policy.Integrations.Add("*");

        var allowed = await host.Services.GetRequiredService<ConnectPolicies>().EvaluateAsync(
            Policies.Someone.SignedIn("alice"), "alice", default, settings.Policies, host.Services, TestContext.Current.CancellationToken);
        Assert.True(allowed.IsEmpty);
    }
}

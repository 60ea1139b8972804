using Microsoft.Extensions.DependencyInjection;

namespace Polytomic.Connect.AspNetCore.Tests.Configuration;

/// <summary>Options that cannot be used stop the start, whether they come from the configuration or from code.</summary>
public class ValidationTests
{
    private const string Url = "PolytomicConnect:BaseUrl has to be an absolute https URL (http for loopback addresses only) without user, query and fragment";
    private const string Http = "PolytomicConnect:BaseUrl has to be https: http would show the key to the network, and is accepted for loopback addresses only";
    private const string NoToken = "PolytomicConnect:Token is missing; set it to the API key, or register a credential provider with AddCredentialProvider";
    private const string Header = "PolytomicConnect:Token holds a character that cannot be sent in a header, such as a space or a line break at its end";
    private const string Origin = "is not an origin such as https://app.example.com: http or https, without path and *";
    private const string Prefix = "is not an origin or a URL prefix such as https://app.example.com/done: absolute, http or https, without user, query, fragment and *";
    private const string NeedsId = "PolytomicConnect:NameFormat needs {id}: without it two users could claim the same name, unless PolytomicConnect:OrganizationClaim or a credential provider keeps them apart";
    private const string Brace = "PolytomicConnect:NameFormat holds a brace that belongs to none of {name}, {user} and {id}";
    private const string Empty = "is empty; name at least one, or leave it out";

    public static TheoryData<string, string> Sections => new()
    {
        { """{ "Token": "" }""", NoToken },
        { """{ "Token": null }""", NoToken },
        { """{ "Token": "  " }""", NoToken },
        { """{ "Token": "two words" }""", Header },
        { """{ "Token": "key\n" }""", Header },
        { """{ "Version": "latest" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025-02-30" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025-9-18" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025-09-18 " }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": " 2025-09-18" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025-09-18\n" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025-09-18\u0000" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "２０２５-０９-１８" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025-09-1８" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025‐09‐18" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025/09/18" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "0000-01-01" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "02025-09-18" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025-09-18T00:00" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "2025-09-18\r\nX: y" }""", "PolytomicConnect:Version has to be a date such as 2025-09-18" },
        { """{ "Version": "  " }""", "PolytomicConnect:Version is empty; leave it out for the default" },
        { """{ "Version": "" }""", "PolytomicConnect:Version is empty; leave it out for the default" },
        { """{ "Version": null }""", "PolytomicConnect:Version is empty; leave it out for the default" },
        { """{ "BaseUrl": "" }""", "PolytomicConnect:BaseUrl is empty; leave it out for the default" },
        { """{ "BaseUrl": "app.polytomic.com" }""", Url },
        { """{ "BaseUrl": "ftp://app.polytomic.com" }""", Url },
        { """{ "BaseUrl": "https://user:secret-token@app.polytomic.com" }""", Url },
        { """{ "BaseUrl": "https://app.polytomic.com/?a=b" }""", Url },
        { """{ "BaseUrl": "https://app.polytomic.com/#a" }""", Url },
        { """{ "BaseUrl": "http://example.com" }""", Http },
        { """{ "BaseUrl": "http://localhost.example.com" }""", Http },
        { """{ "PublicOrigin": "app.example.com" }""", "PolytomicConnect:PublicOrigin has to be an absolute http or https URL without user, query and fragment" },
        { """{ "PublicOrigin": "https://app.example.com/?x" }""", "PolytomicConnect:PublicOrigin has to be an absolute http or https URL without user, query and fragment" },
        { """{ "AllowedRedirectUrls": ["https://a.example", "/done"] }""", $"PolytomicConnect:AllowedRedirectUrls:1 {Prefix}" },
        { """{ "AllowedRedirectUrls": ["*"] }""", $"PolytomicConnect:AllowedRedirectUrls:0 {Prefix}" },
        { """{ "AllowedRedirectUrls": ["https://*.example.com"] }""", $"PolytomicConnect:AllowedRedirectUrls:0 {Prefix}" },
        { """{ "AllowedRedirectUrls": ["javascript:alert(1)"] }""", $"PolytomicConnect:AllowedRedirectUrls:0 {Prefix}" },
        { """{ "AllowedRedirectUrls": [null] }""", $"PolytomicConnect:AllowedRedirectUrls:0 {Prefix}" },
        { """{ "ModalOrigins": ["https://a.example/path"] }""", $"PolytomicConnect:ModalOrigins:0 {Origin}" },
        { """{ "ModalOrigins": ["*"] }""", $"PolytomicConnect:ModalOrigins:0 {Origin}" },
        { """{ "AllowedOrigins": ["null"] }""", $"PolytomicConnect:AllowedOrigins:0 {Origin}" },
        { """{ "AllowedOrigins": ["*"] }""", $"PolytomicConnect:AllowedOrigins:0 {Origin}" },
        { """{ "AllowedOrigins": ["https://*.example.com"] }""", $"PolytomicConnect:AllowedOrigins:0 {Origin}" },
        { """{ "AllowedOrigins": [""] }""", $"PolytomicConnect:AllowedOrigins:0 {Origin}" },
        { """{ "NameFormat": "" }""", "PolytomicConnect:NameFormat is empty; leave it out for the default" },
        { """{ "NameFormat": "{name}" }""", NeedsId },
        { """{ "NameFormat": "{name} {Id} {id}" }""", Brace },
        { """{ "NameFormat": "{id" }""", Brace + "|" + NeedsId },
        { """{ "NameFormat": "{name} {tenant} {id}" }""", Brace },
        { """{ "NameFormat": "{name}\u0007{id}" }""", "PolytomicConnect:NameFormat holds a control character" },
        { """{ "OrganizationId": "a", "OrganizationClaim": "b" }""", "PolytomicConnect:OrganizationId and PolytomicConnect:OrganizationClaim exclude each other; keep one" },
        { """{ "OrganizationClaim": " " }""", "PolytomicConnect:OrganizationClaim is blank; give it a value or leave it out" },
        { """{ "Timeout": "00:00:00" }""", "PolytomicConnect:Timeout has to be between 00:00:00.0100000 and 00:10:00 (days.hours:minutes:seconds; a number alone is days)" },
        { """{ "Timeout": "10" }""", "PolytomicConnect:Timeout has to be between 00:00:00.0100000 and 00:10:00 (days.hours:minutes:seconds; a number alone is days)" },
        { """{ "SessionLifetime": "-00:01:00" }""", "PolytomicConnect:SessionLifetime has to be between 00:00:01 and 1.00:00:00 (days.hours:minutes:seconds; a number alone is days)" },
        { """{ "MaxAttempts": 0 }""", "The field PolytomicConnect:MaxAttempts must be between 1 and 10." },
        { """{ "MaxAttempts": 11 }""", "The field PolytomicConnect:MaxAttempts must be between 1 and 10." },
        { """{ "RateLimit": { "PermitLimit": -1 } }""", "The field PolytomicConnect:RateLimit:PermitLimit must be between 0 and 2147483647." },
        { """{ "RateLimit": { "Window": "00:00:00" } }""", "PolytomicConnect:RateLimit:Window has to be between 00:00:00.1000000 and 1.00:00:00 (days.hours:minutes:seconds; a number alone is days)" },

        { Policy("""  """), "PolytomicConnect:Policies:Marketing lists nothing in Integrations nor in Except" },
        { Policy(""" "Integrations": [] """), "PolytomicConnect:Policies:Marketing lists nothing in Integrations nor in Except" },
        { Policy(""" "Integrations": ["*"], "Roles": [] """), $"PolytomicConnect:Policies:Marketing:Roles {Empty}" },
        { Policy(""" "Integrations": ["*"], "Roles": "" """), $"PolytomicConnect:Policies:Marketing:Roles {Empty}" },
        { Policy(""" "Integrations": ["*"], "Roles": null """), $"PolytomicConnect:Policies:Marketing:Roles {Empty}" },
        { Policy(""" "Integrations": ["*"], "Roles": {} """), $"PolytomicConnect:Policies:Marketing:Roles {Empty}" },
        { Policy(""" "Integrations": ["*"], "Roles": [""] """), "PolytomicConnect:Policies:Marketing:Roles:0 is blank" },
        { Policy(""" "Integrations": ["*"], "Roles": [null] """), "PolytomicConnect:Policies:Marketing:Roles:0 is blank" },
        { Policy(""" "Integrations": ["*"], "Roles": [[]] """), "PolytomicConnect:Policies:Marketing:Roles:0 is blank" },
        { Policy(""" "Integrations": ["*"], "Roles": ["admin", "  "] """), "PolytomicConnect:Policies:Marketing:Roles:1 is blank" },
        { Policy(""" "Integrations": ["*"], "Users": [] """), $"PolytomicConnect:Policies:Marketing:Users {Empty}" },
        { Policy(""" "Integrations": ["*"], "Claims": [] """), $"PolytomicConnect:Policies:Marketing:Claims {Empty}" },
        { Policy(""" "Integrations": ["*"], "Claims": null """), $"PolytomicConnect:Policies:Marketing:Claims {Empty}" },
        { Policy(""" "Integrations": ["*"], "Claims": [{ "Type": "plan" }] """), $"PolytomicConnect:Policies:Marketing:Claims:0:Values {Empty}" },
        { Policy(""" "Integrations": ["*"], "Claims": [{ "Type": "plan", "Values": [] }] """), $"PolytomicConnect:Policies:Marketing:Claims:0:Values {Empty}" },
        { Policy(""" "Integrations": ["*"], "Claims": [{ "Values": ["pro"] }] """), "PolytomicConnect:Policies:Marketing:Claims:0:Type is missing" },
        { Policy(""" "Integrations": ["*"], "Claims": [{ "Type": "plan", "Values": [""] }] """), "PolytomicConnect:Policies:Marketing:Claims:0:Values:0 is blank" },
        { Policy(""" "Integrations": ["*"], "Claims": [null] """), $"PolytomicConnect:Policies:Marketing:Claims:0:Type is missing|PolytomicConnect:Policies:Marketing:Claims:0:Values {Empty}" },
        { Policy(""" "Integrations": ["*"], "AuthorizationPolicy": "" """), "PolytomicConnect:Policies:Marketing:AuthorizationPolicy is empty; name a policy, or leave it out" },
        { Policy(""" "Integrations": ["*"], "AuthorizationPolicy": null """), "PolytomicConnect:Policies:Marketing:AuthorizationPolicy is empty; name a policy, or leave it out" },
        { Policy(""" "Integrations": ["*"], "AuthorizationPolicy": "Piad" """), "PolytomicConnect:Policies:Marketing:AuthorizationPolicy names the authorization policy \"Piad\", which does not exist; add it with AddAuthorization" },
        { Policy(""" "Integrations": ["hubspot", ""] """), "PolytomicConnect:Policies:Marketing:Integrations:1 is blank" },
        { Policy(""" "Integrations": ["hubspot "] """), "PolytomicConnect:Policies:Marketing:Integrations:0 is not one id of an integration, nor \"*\" alone" },
        { Policy(""" "Integrations": ["*"], "Except": ["google*"] """), "PolytomicConnect:Policies:Marketing:Except:0 is not one id of an integration, nor \"*\" alone" },
        { Policy(""" "Integrations": ["*"], "Except": ["api,csv"] """), "PolytomicConnect:Policies:Marketing:Except:0 is not one id of an integration, nor \"*\" alone" },
    };

    public static TheoryData<Action<PolytomicConnectOptions>, string> Delegates => new()
    {
        { options => options.Token = null, NoToken },
        { options => options.Version = null!, "PolytomicConnect:Version is empty; leave it out for the default" },
        { options => options.TokenScheme = (PolytomicTokenScheme)7, "PolytomicConnect:TokenScheme has to be Bearer or Basic" },
        { options => options.UserIdClaim = "", "PolytomicConnect:UserIdClaim is blank; give it a value or leave it out" },
        { options => options.PublicOrigin = "", "PolytomicConnect:PublicOrigin has to be an absolute http or https URL without user, query and fragment" },
        { options => options.AllowedOrigins = null!, "PolytomicConnect:AllowedOrigins must not be null; an empty one will do" },
        { options => options.AllowedOrigins.Add(null!), $"PolytomicConnect:AllowedOrigins:0 {Origin}" },
        { options => options.RateLimit = null!, "PolytomicConnect:RateLimit must not be null; a PermitLimit of 0 switches it off" },
        { options => options.Policies = null!, "PolytomicConnect:Policies must not be null; an empty one will do" },
        { options => options.Policies["Mine"] = null!, "PolytomicConnect:Policies:Mine must not be null" },
        { options => options.Policies["Mine"] = new() { Integrations = null!, Except = null! }, "PolytomicConnect:Policies:Mine lists nothing in Integrations nor in Except" },
        { options => options.Policies["Mine"] = new() { Roles = [], Integrations = ["*"] }, $"PolytomicConnect:Policies:Mine:Roles {Empty}" },
        { options => options.Policies["Mine"] = new() { Claims = [null!], Integrations = ["*"] }, $"PolytomicConnect:Policies:Mine:Claims:0:Type is missing|PolytomicConnect:Policies:Mine:Claims:0:Values {Empty}" },
        { options => options.Policies["Mine"] = new() { Claims = [new() { Type = "plan", Values = null! }], Integrations = ["*"] }, $"PolytomicConnect:Policies:Mine:Claims:0:Values {Empty}" },
        { options => options.Policies["Mine"] = new() { Users = [null!], Integrations = ["*"] }, "PolytomicConnect:Policies:Mine:Users:0 is blank" },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task A_section_stops_the_start(string section, string failures) =>
        Assert.Equal(failures.Split('|'), await ConfiguredHost.FailToStartAsync(ConfiguredHost.CreateBuilder(section)));

    [Theory]
    [MemberData(nameof(Delegates), DisableDiscoveryEnumeration = true)]
    public async Task Code_stops_the_start(Action<PolytomicConnectOptions> configure, string failures)
    {
        var builder = ConfiguredHost.CreateBuilder();
        builder.Services.Configure(configure);

        Assert.Equal(failures.Split('|'), await ConfiguredHost.FailToStartAsync(builder));
    }

    [Theory]
    [InlineData("""{ "BaseUrl": "http://localhost:5080/polytomic" }""")]
    [InlineData("""{ "BaseUrl": "http://127.0.0.1:5080/polytomic" }""")]
    [InlineData("""{ "BaseUrl": "http://[::1]:5080" }""")]
    [InlineData("""{ "BaseUrl": "https://polytomic.internal:8443/a/b" }""")]
    [InlineData("""{ "NameFormat": "{name}", "OrganizationClaim": "org" }""")]
    [InlineData("""{ "NameFormat": "{id}{id}" }""")]
    [InlineData("""{ "AllowedRedirectUrls": ["https://a.example", "http://localhost:3000/done/"] }""")]
    [InlineData("""{ "Policies": { "NoApi": { "Except": ["api"] } } }""")]
    [InlineData("""{ "Policies": { "Suspended": { "Roles": ["suspended"], "Except": ["*"] } } }""")]
    [InlineData("""{ "Policies": { "Paid": { "AuthorizationPolicy": "Paid", "Integrations": ["*"], "Except": [] } } }""")]
    [InlineData("""{ "Policies": { "Visitors": { "AllowAnonymous": true, "Integrations": ["csv"] } } }""")]
    public async Task Starts(string section) =>
        Assert.Equal("secret-token", (await ConfiguredHost.StartAsync(ConfiguredHost.CreateBuilder(section))).Token);

    [Fact]
    public async Task A_credential_provider_stands_in_for_the_token_and_for_ids_in_names()
    {
        var builder = ConfiguredHost.CreateBuilder("""{ "Token": "", "NameFormat": "{name}" }""");
        builder.Services.AddScoped<IPolytomicCredentialProvider, NoCredential>();

        Assert.Equal("{name}", (await ConfiguredHost.StartAsync(builder)).NameFormat);
    }

    private static string Policy(string members) => $$"""{ "Policies": { "Marketing": { {{members}} } } }""";

    private sealed class NoCredential : IPolytomicCredentialProvider
    {
        public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken) => new((PolytomicCredential?)null);
    }
}

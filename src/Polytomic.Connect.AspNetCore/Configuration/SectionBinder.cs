using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>Binds the section <c>PolytomicConnect</c>: what it says, the whole of it, or not at all.</summary>
internal sealed class SectionBinder(IConfiguration? configuration = null) : IConfigureOptions<PolytomicConnectOptions>
{
    public const string SectionName = "PolytomicConnect";

    public void Configure(PolytomicConnectOptions options)
    {
        if (configuration is null)
        {
            return;
        }

        var failures = new List<string>();
        Bind(new SectionReader(ConfigurationNode.Read(configuration, SectionName), failures), options);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(PolytomicConnectOptions), failures);
        }
    }

    private static void Bind(SectionReader section, PolytomicConnectOptions options)
    {
        section.Text(nameof(options.Token), value => options.Token = value);
        section.OneOf<PolytomicTokenScheme>(nameof(options.TokenScheme), value => options.TokenScheme = value);
        section.Text(nameof(options.Version), value => options.Version = value);
        section.Text(nameof(options.BaseUrl), value => options.BaseUrl = value);
        section.Text(nameof(options.OrganizationId), value => options.OrganizationId = NullIfEmpty(value));
        section.Text(nameof(options.OrganizationClaim), value => options.OrganizationClaim = NullIfEmpty(value));
        section.Text(nameof(options.UserIdClaim), value => options.UserIdClaim = NullIfEmpty(value));
        section.Text(nameof(options.PublicOrigin), value => options.PublicOrigin = NullIfEmpty(value));
        section.TextList(nameof(options.AllowedRedirectUrls), value => options.AllowedRedirectUrls = value);
        section.TextList(nameof(options.ModalOrigins), value => options.ModalOrigins = value);
        section.TextList(nameof(options.AllowedOrigins), value => options.AllowedOrigins = value);
        section.Text(nameof(options.NameFormat), value => options.NameFormat = value);
        section.Time(nameof(options.Timeout), value => options.Timeout = value);
        section.Number(nameof(options.MaxAttempts), value => options.MaxAttempts = value);
        section.Time(nameof(options.SessionLifetime), value => options.SessionLifetime = value);
        section.Section(nameof(options.RateLimit), child => Bind(child, options.RateLimit));
        section.NamedSections(nameof(options.Policies), (name, child) => options.Policies[name] = ReadPolicy(child));
        section.RefuseOthers();
    }

    private static void Bind(SectionReader section, ConnectRateLimit limit)
    {
        section.Number(nameof(limit.PermitLimit), value => limit.PermitLimit = value);
        section.Time(nameof(limit.Window), value => limit.Window = value);
        section.RefuseOthers();
    }

    private static ConnectPolicy ReadPolicy(SectionReader section)
    {
        var policy = new ConnectPolicy();
        section.TextList(nameof(policy.Roles), value => policy.Roles = value);
        section.SectionList(nameof(policy.Claims), value => policy.Claims = value.ConvertAll(ReadClaim));
        section.TextList(nameof(policy.Users), value => policy.Users = value);
        section.Text(nameof(policy.AuthorizationPolicy), value => policy.AuthorizationPolicy = value);
        section.Flag(nameof(policy.AllowAnonymous), value => policy.AllowAnonymous = value);
        section.TextList(nameof(policy.Integrations), value => policy.Integrations = value);
        section.TextList(nameof(policy.Except), value => policy.Except = value);
        section.RefuseOthers();
        return policy;
    }

    private static ConnectClaim ReadClaim(SectionReader section)
    {
        var claim = new ConnectClaim();
        section.Text(nameof(claim.Type), value => claim.Type = value);
        section.TextList(nameof(claim.Values), value => claim.Values = value);
        section.RefuseOthers();
        return claim;
    }

    /// <summary>An optional text that is present without a value is not set: that is how a later source takes it back.</summary>
    private static string? NullIfEmpty(string value) => value.Length == 0 ? null : value;
}

using System.Collections.Frozen;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>
/// One validated set of options with its addresses parsed and its policies compiled. Never changes: a request that took it sees one
/// consistent set to its end. Whatever is derived from it can be kept by its identity.
/// </summary>
internal sealed class ConnectSettings
{
    public required PolytomicConnectOptions Options { get; init; }

    public required WebUrl BaseUrl { get; init; }

    /// <summary>The app's own address, where it is configured.</summary>
    public WebUrl? PublicOrigin { get; init; }

    public required IReadOnlyList<WebUrl> AllowedRedirectUrls { get; init; }

    /// <summary>Origins on which the modal may be: that of <see cref="BaseUrl"/> included.</summary>
    public required IReadOnlyList<string> ModalOrigins { get; init; }

    public required IReadOnlySet<string> AllowedOrigins { get; init; }

    /// <summary>The configured policies. Empty unless made by <see cref="From"/>: nobody may connect anything then.</summary>
    public ConfiguredPolicies Policies { get; private init; } = ConfiguredPolicies.None;

    /// <summary>Makes the settings of options that validated.</summary>
    public static ConnectSettings From(PolytomicConnectOptions options)
    {
        var baseUrl = Parse(options.BaseUrl);
        return new ConnectSettings
        {
            Options = options,
            BaseUrl = baseUrl,
            PublicOrigin = options.PublicOrigin is null ? null : Parse(options.PublicOrigin),
            AllowedRedirectUrls = [.. options.AllowedRedirectUrls.Select(Parse)],
            ModalOrigins = [.. options.ModalOrigins.Select(Parse).Append(baseUrl).Select(url => url.Origin)],
            AllowedOrigins = options.AllowedOrigins.Select(Parse).Select(url => url.Origin).ToFrozenSet(StringComparer.Ordinal),
            Policies = new ConfiguredPolicies(new PolicySet(options.Policies), options.Timeout),
        };
    }

    private static WebUrl Parse(string text) =>
        WebUrl.TryParse(text, out var url) ? url : throw new ArgumentException("An address among the options was not validated.", nameof(text));
}

using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>One validated set of options with its addresses parsed. Never changes: a request that took it sees one consistent set to its end.</summary>
internal sealed class ConnectSettings
{
    public required PolytomicConnectOptions Options { get; init; }

    public required WebUrl BaseUrl { get; init; }

    /// <summary>The app's own address, where it is configured.</summary>
    public WebUrl? PublicOrigin { get; init; }

    public required IReadOnlyList<WebUrl> AllowedRedirectUrls { get; init; }

    /// <summary>Origins on which the modal may be: that of <see cref="BaseUrl"/> included.</summary>
    public required IReadOnlySet<string> ModalOrigins { get; init; }

    public required IReadOnlySet<string> AllowedOrigins { get; init; }
}

using System.Diagnostics.CodeAnalysis;

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>An absolute http or https URL, parsed the way browsers parse (WHATWG) and written out again in its one canonical form.</summary>
internal sealed class WebUrl
{
    private WebUrl(string origin, string href)
    {
        Origin = origin;
        Href = href;
    }

    /// <summary>Scheme, host and port as browsers serialize an origin: <c>https://example.com</c>, without a default port.</summary>
    public string Origin { get; }

    /// <summary>The whole URL, serialized.</summary>
    public string Href { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out WebUrl? url)
    {
        url = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new WebUrl(uri.GetLeftPart(UriPartial.Authority), uri.AbsoluteUri) : null;
        return url is not null;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>
/// An absolute http or https URL, parsed the way browsers parse (the WHATWG URL standard) and written out again in its one canonical form.
/// Use <see cref="Href"/>, never the text that it came from: what was checked is then what is used.
/// </summary>
internal sealed class WebUrl
{
    private readonly int _hostStart;
    private readonly int _hostEnd;
    private readonly int _originEnd;
    private readonly int _pathEnd;
    private string? _origin;

    private WebUrl(string href, int hostStart, int hostEnd, int originEnd, int pathEnd, int port)
    {
        Href = href;
        Port = port;
        _hostStart = hostStart;
        _hostEnd = hostEnd;
        _originEnd = originEnd;
        _pathEnd = pathEnd;
    }

    /// <summary>The whole URL, serialized.</summary>
    public string Href { get; }

    /// <summary>Scheme, host and port as browsers serialize an origin: <c>https://example.com</c>, without a default port.</summary>
    public string Origin => _origin ??= Href[.._originEnd];

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme => Href.StartsWith("https:", StringComparison.Ordinal) ? "https" : "http";

    /// <summary>The host, international names as <c>xn--</c>, IPv6 in brackets.</summary>
    public string Host => Href[_hostStart.._hostEnd];

    /// <summary>The port, the scheme's own where none is named.</summary>
    public int Port { get; }

    /// <summary>The path, from its first slash.</summary>
    public string Path => Href[_originEnd.._pathEnd];

    /// <summary>The query with its question mark; empty where there is none.</summary>
    public string Query => Href.AsSpan(_pathEnd) is ['?', ..] rest ? (rest.IndexOf('#') is >= 0 and var end ? rest[..end] : rest).ToString() : "";

    /// <summary>Whether the host is this machine by its name or number alone.</summary>
    public bool IsLoopback
    {
        get
        {
            var host = Href.AsSpan(_hostStart, _hostEnd - _hostStart);
            return host is "localhost" or "[::1]" || host.EndsWith(".localhost") || (host.StartsWith("127.") && Ipv4Host.EndsInNumber(host));
        }
    }

    /// <summary>Reads <paramref name="text"/>. False for whatever is not http or https, names a user, or may be read differently by a browser.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WebUrl? url)
    {
        var output = new UrlBuffer(stackalloc char[512]);
        url = text is null ? null : Parse(text, ref output);
        output.Dispose();
        return url is not null;
    }

    /// <summary>
    /// Whether this URL is on the origin of <paramref name="prefix"/> and at or below its path, which ends at a segment: <c>/app</c> holds
    /// <c>/app/x</c>, not <c>/app-evil</c>.
    /// </summary>
    public bool IsWithin(WebUrl prefix)
    {
        if (prefix._pathEnd != prefix.Href.Length)
        {
            return Href == prefix.Href;
        }

        // Of equal length, or different characters would have been found before the end of the shorter origin.
        if (_originEnd != prefix._originEnd || !Href.StartsWith(prefix.Href, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = Href.AsSpan(prefix.Href.Length, Math.Max(_pathEnd - prefix.Href.Length, 0));
        var endsAtSegment = prefix.Href.EndsWith('/') || rest is [] or ['/', ..];

        // Servers that decode an escaped slash would climb out of the path again ("..%2f"); the root has nothing to climb out of.
        return endsAtSegment && (prefix._pathEnd == prefix._originEnd + 1 || !HasEscapedSlash(rest));
    }

    /// <summary>Whether this URL is on one of the origins, each as <see cref="Origin"/> spells it.</summary>
    public bool IsOnAnyOf(IReadOnlyList<string> origins)
    {
        for (var i = 0; i < origins.Count; i++)
        {
            if (Href.AsSpan(0, _originEnd).SequenceEqual(origins[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static WebUrl? Parse(string text, ref UrlBuffer output)
    {
        var rest = UrlInput.Clean(text);
        var isSecure = rest.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        if (!isSecure && !rest.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // However many slashes there are, none included, the authority comes next.
        rest = rest[(isSecure ? 6 : 5)..].TrimStart("/\\");
        var authorityEnd = rest.IndexOfAny("/\\?#");
        var authority = authorityEnd < 0 ? rest : rest[..authorityEnd];
        rest = authorityEnd < 0 ? default : rest[authorityEnd..];

        var portAt = authority.LastIndexOf(':');
        portAt = portAt > authority.LastIndexOf(']') ? portAt : authority.Length;
        if (authority.Contains('@') || !TryParsePort(authority[portAt..], isSecure ? 443 : 80, out var port))
        {
            return null;
        }

        output.Append(isSecure ? "https://" : "http://");
        var hostStart = output.Length;
        if (!UrlHost.TryAppend(authority[..portAt], ref output))
        {
            return null;
        }

        var hostEnd = output.Length;
        if (port != (isSecure ? 443 : 80))
        {
            output.Append(':');
            output.AppendNumber(port);
        }

        var originEnd = output.Length;
        if (!UrlPath.TryAppend(rest, ref output, out var pathEnd))
        {
            return null;
        }

        var href = output.Written.SequenceEqual(text) ? text : output.Written.ToString();
        return new WebUrl(href, hostStart, hostEnd, originEnd, pathEnd, port);
    }

    private static bool TryParsePort(ReadOnlySpan<char> text, int byDefault, out int port)
    {
        port = byDefault;
        if (text is [] or [':'])
        {
            return true;
        }

        port = 0;
        foreach (var c in text[1..])
        {
            port = (port * 10) + c - '0';
            if (!char.IsAsciiDigit(c) || port > ushort.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasEscapedSlash(ReadOnlySpan<char> path) =>
        path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase);
}

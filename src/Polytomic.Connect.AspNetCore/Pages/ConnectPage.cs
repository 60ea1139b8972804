using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Script;

namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>A small page for a person, written without a template engine: everything that varies is encoded, nothing is inline.</summary>
internal sealed class ConnectPage
{
    // No form, no frame, no other origin: what the page loads is our own script and style sheet.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Letters of every script stay readable; what HTML gives a meaning is always encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public required PageKind Kind { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Where a person can go on to.</summary>
    public PageLink? Link { get; init; }

    /// <summary>The session that the page announces to the page that waits for it, by the script; then it closes itself, or goes on to <see cref="Link"/>.</summary>
    public string? Session { get; init; }

    /// <summary>Where the page goes by itself, with or without script.</summary>
    public PageRefresh? Refresh { get; init; }

    /// <summary>Answers with this page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="prefix">Where the endpoints are, with the path base and without a trailing slash: <c>/_/api</c>.</param>
    /// <param name="statusCode">The status that a machine is told.</param>
    public async Task WriteAsync(HttpContext http, string prefix, int statusCode = StatusCodes.Status200OK)
    {
        using var content = Render(prefix);
        var response = http.Response;
        response.StatusCode = statusCode;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = content.Utf8.Length;
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (Refresh is { } refresh)
        {
            headers["Refresh"] = string.Create(CultureInfo.InvariantCulture, $"{refresh.Seconds};url={refresh.Href}");
        }

        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(content.Utf8, http.RequestAborted);
        }
    }

    private PageContent Render(string prefix)
    {
        var kind = Kind.ToString().ToLowerInvariant();
        using var page = PageBuilder.Rent();
        var html = page.Html;
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="{Encode(PolytomicConnectTexts.Language)}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{Encode(Title)}</title>
            <link rel="stylesheet" href="{Address(prefix, ConnectAsset.Stylesheet)}" integrity="{ConnectAsset.Stylesheet.Integrity}">

            """);
        if (Session is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"""
                <script type="module" src="{Address(prefix, ConnectAsset.Script)}" integrity="{ConnectAsset.Script.Integrity}"></script>

                """);
        }

        html.Append(CultureInfo.InvariantCulture, $"""
            </head>
            <body>
            <main class="{kind}">
            <svg viewBox="0 0 24 24" width="48" height="48" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><path d="{PageIcon.Path(Kind)}"/></svg>
            <h1>{Encode(Title)}</h1>
            <p>{Encode(Text)}</p>

            """);
        if (Link is { } link)
        {
            var session = Session is null ? "" : $" data-polytomic-session=\"{Encode(Session)}\"";
            html.Append(CultureInfo.InvariantCulture, $"""
                <a href="{Encode(link.Href)}"{session}>{Encode(link.Text)}</a>

                """);
        }

        html.Append("""
            </main>
            </body>
            </html>

            """);
        return page.ToContent();
    }

    private static string Address(string prefix, ConnectAsset asset) => Encode($"{prefix}/{asset.Name}?v={asset.Version}");

    private static string Encode(string text) => Encoder.Encode(text);
}

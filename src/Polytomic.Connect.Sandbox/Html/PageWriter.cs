using System.Text;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.Sandbox.Assets;

namespace Polytomic.Connect.Sandbox.Html;

/// <summary>Sends a page, with the shell around it and the headers that keep it strict.</summary>
internal static class PageWriter
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static async Task WriteAsync(HttpContext context, SandboxUrls urls, Page page)
    {
        var html = new HtmlBuilder();
        html.Open("html", ("lang", "en"), ("data-theme", page.Dark switch { true => "dark", false => "light", null => null }));
        html.Open("head").Open("meta", ("charset", "utf-8"))
            .Open("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Element("title", page.Title)
            .Open("link", ("rel", "icon"), ("href", urls.Logo("sandbox")))
            .Open("link", ("rel", "stylesheet"), ("href", urls.Asset("sandbox.css", StaticAssets.Css.Version)))
            .Open("script", ("src", urls.Asset("sandbox.js", StaticAssets.Js.Version)), ("defer", "")).Close("script")
            .Close("head");
        var content = Encoding.UTF8.GetBytes($"<!doctype html>\n{html}<body>{page.Body}</body></html>");

        var response = context.Response;
        response.StatusCode = page.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = content.Length;
        SetHeaders(response);
        if (page.GoesTo is not null)
        {
            response.Headers["Refresh"] = $"1; url={Ascii(page.GoesTo)}";
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    public static void Redirect(HttpContext context, string location)
    {
        SetHeaders(context.Response);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = location;
    }

    // As it was given; only what a header cannot carry is encoded, the way the browser would.
    private static string Ascii(string url) => url.All(char.IsAscii) ? url : new Uri(url).AbsoluteUri;

    private static void SetHeaders(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XFrameOptions = "DENY";
    }
}

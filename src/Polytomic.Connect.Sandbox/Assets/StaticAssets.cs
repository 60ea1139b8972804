using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.Sandbox.Assets;

/// <summary>The script, the style sheet and the drawn logos.</summary>
internal static class StaticAssets
{
    public static StaticAsset Css { get; } = StaticAsset.Load("sandbox.css", "text/css; charset=utf-8");

    public static StaticAsset Js { get; } = StaticAsset.Load("sandbox.js", "text/javascript; charset=utf-8");

    /// <summary><paramref name="path"/> is what follows <c>assets/</c>. False when there is no such file.</summary>
    public static async Task<bool> TryWriteAsync(HttpContext context, string path)
    {
        var asset = path switch
        {
            "sandbox.css" => Css,
            "sandbox.js" => Js,
            _ when path.StartsWith("logos/", StringComparison.Ordinal) && path.EndsWith(".svg", StringComparison.Ordinal) =>
                new StaticAsset(Logo.Draw(path["logos/".Length..^".svg".Length]), "image/svg+xml", ""),
            _ => null,
        };
        if (asset is null)
        {
            return false;
        }

        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'";
        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(asset.Content, context.RequestAborted);
        }

        return true;
    }
}

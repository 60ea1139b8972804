using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Marks an answer as one user's: no cache keeps it, no other site embeds or frames it.</summary>
internal static class PrivateAnswer
{
    public static void Mark(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        KeepOutOfOutputCache(context);
    }

    /// <summary>The app's output cache looks at neither <c>no-store</c> nor <c>Vary</c>.</summary>
    public static void KeepOutOfOutputCache(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { } cache)
        {
            cache.Context.AllowCacheStorage = false;
        }
    }
}

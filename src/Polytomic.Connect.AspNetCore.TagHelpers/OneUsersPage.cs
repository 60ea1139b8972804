using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>Keeps a page out of every cache: an intent is one user's, and the next visitor must not get it.</summary>
internal static class OneUsersPage
{
    public static void Mark(HttpContext http)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.Headers.CacheControl = "no-store";
        }

        // Output caching keeps pages in spite of their no-store.
        if (http.Features.Get<IOutputCacheFeature>() is { } cache)
        {
            cache.Context.AllowCacheStorage = false;
        }
    }
}

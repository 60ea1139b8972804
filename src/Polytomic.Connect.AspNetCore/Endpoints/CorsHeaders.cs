using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Tells browsers which pages may read an answer. What the app's own CORS says has no part in it.</summary>
internal static class CorsHeaders
{
    /// <summary>Lets pages of an allowed origin read the answer, refusals included, and no other page.</summary>
    public static void Write(HttpContext context, Caller caller)
    {
        if (caller is Caller.Own)
        {
            return;
        }

        var response = context.Features.GetRequiredFeature<IHttpResponseFeature>();
        var headers = response.Headers;
        foreach (var name in headers.Keys.Where(CorsGuardedHeaders.IsCors).ToArray())
        {
            headers.Remove(name);
        }

        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (caller is Caller.Allowed)
        {
            headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
            headers.AccessControlAllowCredentials = "true";
            headers.AccessControlExposeHeaders = HeaderNames.RetryAfter;
        }

        // UseCors writes its headers when the answer starts: after ours, and over them.
        response.Headers = new CorsGuardedHeaders(headers);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>From where a request comes, by what browsers say and pages cannot forge.</summary>
internal enum CallerOrigin
{
    /// <summary>The app's own origin, or no browser at all.</summary>
    Own,

    /// <summary>Another origin that the options allow.</summary>
    Allowed,

    /// <summary>Anything else.</summary>
    Foreign,
}

/// <summary>Tells apart from where requests come, without the app's CORS middleware.</summary>
internal static class CallerOrigins
{
    public static CallerOrigin Classify(HttpContext context, ConnectSettings settings)
    {
        var headers = context.Request.Headers;
        var (site, origin) = (headers["Sec-Fetch-Site"], headers.Origin);
        if (site.Count > 1 || origin.Count > 1 || origin == "null")
        {
            return CallerOrigin.Foreign;
        }

        if (site.Count == 1)
        {
            // "none" is the person: an address typed, a bookmark.
            return site.ToString() is "same-origin" or "none" ? CallerOrigin.Own : AllowedOrForeign(origin.ToString(), settings);
        }

        if (origin.Count == 0)
        {
            return CallerOrigin.Own;
        }

        return ConnectAddresses.TryGetOrigin(context, settings, out var own) && own == origin.ToString()
            ? CallerOrigin.Own
            : AllowedOrForeign(origin.ToString(), settings);
    }

    /// <summary>Lets pages of an allowed origin read the answer, refusals included.</summary>
    public static void SetCorsHeaders(HttpContext context, CallerOrigin caller)
    {
        if (caller is CallerOrigin.Allowed)
        {
            var headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
            headers.AccessControlAllowCredentials = "true";
            headers.AccessControlExposeHeaders = HeaderNames.RetryAfter;
            headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        }
    }

    /// <exception cref="PolytomicConnectException">The request comes from a page of another origin.</exception>
    public static void Demand(CallerOrigin caller)
    {
        if (caller is CallerOrigin.Foreign)
        {
            throw new PolytomicConnectException(ErrorCodes.CrossSiteRequest, "This may only be asked for by the application's own pages.");
        }
    }

    private static CallerOrigin AllowedOrForeign(string origin, ConnectSettings settings) =>
        settings.AllowedOrigins.Contains(origin) ? CallerOrigin.Allowed : CallerOrigin.Foreign;
}

using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Keeps the pages of other origins out, whatever the app's CORS and antiforgery do or do not.</summary>
internal static class CrossSite
{
    /// <summary>By <c>Sec-Fetch-Site</c>, which is right behind every proxy; else, from older browsers, by <c>Origin</c>.</summary>
    public static Caller Classify(HttpContext context, ConnectSettings settings)
    {
        var headers = context.Request.Headers;
        var (site, origin) = (headers["Sec-Fetch-Site"], headers.Origin);
        if (site.Count > 1 || origin.Count > 1 || origin == "null")
        {
            return Caller.Foreign;
        }

        // "none" is the person: an address typed, a bookmark. With an origin it is a page after all, or an extension.
        var isOwn = site == "same-origin"
            || ((site.Count == 0 || site == "none")
                && (origin.Count == 0 || (ConnectAddresses.TryGetOrigin(context, settings, out var own) && own == origin.ToString())));
        return isOwn ? Caller.Own : settings.AllowedOrigins.Contains(origin.ToString()) ? Caller.Allowed : Caller.Foreign;
    }

    /// <exception cref="PolytomicConnectException">The request comes from a page of another origin.</exception>
    public static void Refuse(Caller caller)
    {
        if (caller is Caller.Foreign)
        {
            throw new PolytomicConnectException(ErrorCodes.CrossSiteRequest, "This may only be asked for by the application's own pages.");
        }
    }
}

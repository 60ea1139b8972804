using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>Where a caller may have the user sent to.</summary>
internal static class RedirectTarget
{
    /// <returns>The address as parsed and written out again: what was checked is what goes upstream.</returns>
    /// <exception cref="PolytomicConnectException">It is no absolute web address, or not on an allowed one.</exception>
    public static WebUrl Check(string text, string? ownOrigin, ConnectSettings settings)
    {
        if (WebUrl.TryParse(text, out var url) && (url.Origin == ownOrigin || settings.AllowedRedirectUrls.Any(url.IsWithin)))
        {
            return url;
        }

        throw new PolytomicConnectException(ErrorCodes.RedirectNotAllowed, "\"redirect_url\" is not an address that this application sends people to.");
    }
}

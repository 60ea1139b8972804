using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>The page that is being rendered, as an address to come back to.</summary>
internal static class CurrentPage
{
    /// <summary>With its query where that fits; null where not even the path does: then the user comes back to the app's start page.</summary>
    public static string? AddressOf(HttpContext http)
    {
        var request = http.Request;
        var path = LocalAddress.BaseOf(http) + request.Path.ToUriComponent();
        return ReturnTarget.TryParse(path + request.QueryString.ToUriComponent(), out var address) || ReturnTarget.TryParse(path, out address)
            ? address
            : null;
    }
}

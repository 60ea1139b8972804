using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>A path of the app's own, as a page writes it: from the root, or from where the app is mounted (<c>~/</c>).</summary>
internal static class LocalAddress
{
    /// <summary>Where browsers see the app.</summary>
    public static string BaseOf(HttpContext http) =>
        ConnectAddresses.GetPathBase(http, http.RequestServices.GetRequiredService<CurrentSettings>().Value).ToUriComponent();

    public static string Resolve(HttpContext http, string attribute, string address)
    {
        var path = address.StartsWith("~/", StringComparison.Ordinal) ? BaseOf(http) + address[1..] : address;
        return ReturnTarget.TryParse(path, out var target)
            ? target!
            : throw new InvalidOperationException(
                $"<polytomic-connect> has {attribute}=\"{address}\": the attribute '{attribute}' takes a local path of at most {ReturnTarget.Longest} characters, such as /integrations or ~/integrations.");
    }
}

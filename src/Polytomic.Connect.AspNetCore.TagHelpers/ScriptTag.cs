using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Script;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>The script, after the first button of a page: its layout, partials and view components share one.</summary>
internal static class ScriptTag
{
    private static readonly object Written = new();

    public static IHtmlContent? OncePerPage(HttpContext http, string prefix, string? nonce)
    {
        if (!http.Items.TryAdd(Written, null))
        {
            return null;
        }

        var asset = ConnectAsset.Script;
        return new Markup(
            "script",
            ("integrity", asset.Integrity),
            ("nonce", string.IsNullOrEmpty(nonce) ? null : nonce),
            ("src", $"{prefix}/{asset.Name}?v={asset.Version}"),
            ("type", "module"))
        {
            End = "></script>",
        };
    }
}

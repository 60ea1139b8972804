using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Polytomic.Connect.AspNetCore.Script;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>The script, after the first button of a page: its layout, partials and view components share one.</summary>
internal static class ScriptTag
{
    private static readonly object Written = new();

    public static IHtmlContent OncePerPage(HttpContext http, string prefix, string? nonce)
    {
        if (!http.Items.TryAdd(Written, null))
        {
            return HtmlString.Empty;
        }

        var asset = ConnectAsset.Script;
        var script = new TagBuilder("script");
        script.Attributes["src"] = $"{prefix}/{asset.Name}?v={asset.Version}";
        script.Attributes["type"] = "module";
        script.Attributes["integrity"] = asset.Integrity;
        if (!string.IsNullOrEmpty(nonce))
        {
            script.Attributes["nonce"] = nonce;
        }

        return script;
    }
}

using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>The live region after the button, empty at first, and what the script will say in it, in the page's language.</summary>
internal static class StatusRegion
{
    public static IHtmlContent For(HttpContext http)
    {
        var region = new TagBuilder("span");
        region.Attributes["role"] = "status";
        region.Attributes["data-opening"] = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Opening);
        region.Attributes["data-opened"] = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Opened);
        region.Attributes["data-connected"] = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Connected);
        region.Attributes["data-closed"] = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Closed);
        region.Attributes["data-error"] = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Unreachable);
        return region;
    }
}

using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>The live region after the button, empty at first, and what the script will say in it, in the page's language: the same after every button of a page.</summary>
internal static class StatusRegion
{
    private static readonly object Key = new();

    public static IHtmlContent For(HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var known))
        {
            return (IHtmlContent)known!;
        }

        var region = new Markup(
            "span",
            ("data-closed", PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Closed)),
            ("data-connected", PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Connected)),
            ("data-error", PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Unreachable)),
            ("data-opened", PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Opened)),
            ("data-opening", PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Opening)),
            ("role", "status"))
        {
            Start = " <",
            End = "></span>",
        };
        http.Items[Key] = region;
        return region;
    }
}

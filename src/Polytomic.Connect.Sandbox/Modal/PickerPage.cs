using System.Globalization;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>The choice between connection types. The search works without a script too.</summary>
internal static class PickerPage
{
    public static Page Render(ConnectSession session, IReadOnlyList<ConnectionType> types, string search, SandboxUrls urls, string appName)
    {
        var found = types.Where(t => t.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || t.Id.Contains(search, StringComparison.OrdinalIgnoreCase)).ToList();
        var html = new HtmlBuilder();
        Shell.Open(html, appName);
        html.Open("header", ("class", "picker-head")).Element("h1", "What would you like to connect?").Close("header");

        html.Open("form", ("method", "get"), ("action", $"{urls.BasePath}/connect"), ("role", "search"), ("class", "search"));
        html.Open("input", ("type", "hidden"), ("name", "token"), ("value", session.Token));
        html.Element("label", "Search", ("for", "search"), ("class", "visually-hidden"));
        html.Open("input", ("type", "search"), ("id", "search"), ("name", "q"), ("value", search.Length > 0 ? search : null), ("placeholder", "Search"), ("autocomplete", "off"), ("spellcheck", "false"), ("autofocus", ""), ("data-filter", "tiles"));
        html.Open("noscript").Element("button", "Find", ("type", "submit"), ("class", "quiet")).Close("noscript");
        html.Close("form");

        html.Element("p", Count(found.Count), ("class", "count"), ("role", "status"), ("data-count", ""));
        html.Open("ul", ("class", "tiles"), ("id", "tiles"));
        foreach (var type in found)
        {
            html.Open("li", ("data-name", $"{type.Name} {type.Id}".ToLowerInvariant()))
                .Open("a", ("class", "tile"), ("href", urls.ConnectType(session.Token, type.Id)))
                .Open("img", ("src", urls.Logo(type.Id)), ("alt", ""), ("width", "32"), ("height", "32"), ("loading", "lazy"))
                .Element("span", type.Name)
                .Close("a").Close("li");
        }

        html.Close("ul");
        html.Open("p", ("class", "nothing"), ("data-nothing", ""), ("hidden", found.Count > 0 ? "" : null)).Text("Nothing has that name.").Close("p");
        Shell.Close(html);
        return new Page("Connect", html.ToString()) { Dark = session.Dark };
    }

    private static string Count(int count) => count == 1 ? "1 integration" : string.Create(CultureInfo.InvariantCulture, $"{count} integrations");
}

using Polytomic.Connect.Sandbox.Html;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>What every page of the modal has around its content.</summary>
internal static class Shell
{
    public static void Open(HtmlBuilder html, string appName)
    {
        html.Open("main", ("class", "card"));
        html.Open("p", ("class", "app")).Element("span", appName, ("class", "app-name")).Element("span", "Sandbox", ("class", "badge")).Close("p");
    }

    public static void Close(HtmlBuilder html) => html.Close("main")
        .Element("footer", "This is a stand-in for Polytomic, for development and tests.", ("class", "foot"));

    public static void Heading(HtmlBuilder html, string logoUrl, string title, string? subtitle)
    {
        html.Open("header", ("class", "heading"))
            .Open("img", ("src", logoUrl), ("alt", ""), ("width", "48"), ("height", "48"), ("class", "logo"))
            .Open("div").Element("h1", title);
        if (subtitle is not null)
        {
            html.Element("p", subtitle, ("class", "subtitle"));
        }

        html.Close("div").Close("header");
    }

    public static void Alert(HtmlBuilder html, string title, string message) =>
        html.Open("div", ("class", "alert"), ("role", "alert")).Element("strong", title).Element("p", message).Close("div");
}

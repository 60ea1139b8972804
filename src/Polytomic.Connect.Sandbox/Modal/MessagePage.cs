using Polytomic.Connect.Sandbox.Html;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>Something to tell, and perhaps somewhere to go.</summary>
internal static class MessagePage
{
    public static Page Render(int status, string title, string message, string appName, (string Text, string Url)? link = null, bool? dark = null)
    {
        var html = new HtmlBuilder();
        Shell.Open(html, appName);
        html.Open("div", ("class", "outcome"))
            .Element("h1", title)
            .Element("p", message, ("class", "subtitle"));
        if (link is { } target)
        {
            html.Element("a", target.Text, ("href", target.Url), ("class", "primary"));
        }

        html.Close("div");
        Shell.Close(html);
        return new Page(title, html.ToString()) { Status = status, Dark = dark };
    }
}

using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>It worked; the browser goes back by itself.</summary>
internal static class DonePage
{
    public static Page Render(ConnectSession session, string typeName, string appName)
    {
        var html = new HtmlBuilder();
        Shell.Open(html, appName);
        html.Open("div", ("class", "outcome good"))
            .Open("svg", ("viewBox", "0 0 48 48"), ("width", "56"), ("height", "56"), ("aria-hidden", "true"))
            .Open("circle", ("cx", "24"), ("cy", "24"), ("r", "22"), ("class", "disc")).Close("circle")
            .Open("path", ("d", "M15 25l6 6 12-13"), ("class", "tick")).Close("path")
            .Close("svg")
            .Element("h1", $"{typeName} is connected");
        if (session.Detail is not null)
        {
            html.Element("p", session.Detail, ("class", "subtitle"));
        }

        html.Element("p", $"Taking you back to {appName}.", ("class", "help"), ("role", "status"))
            .Element("a", "Continue", ("href", session.RedirectUrl), ("class", "primary"))
            .Close("div");
        Shell.Close(html);
        return new Page($"{typeName} is connected", html.ToString()) { Dark = session.Dark, GoesTo = session.RedirectUrl };
    }
}

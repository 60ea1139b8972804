using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Forms;
using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>The form of one connection type.</summary>
internal static class FormPage
{
    public static Page Render(ConnectSession session, ConnectionType type, FormState state, FormProblems problems, string csrf, SandboxUrls urls, string appName)
    {
        var isReconnect = session.ConnectionId is not null;
        var title = isReconnect ? $"Reconnect {type.Name}" : $"Connect {type.Name}";
        var html = new HtmlBuilder();
        Shell.Open(html, appName);
        Shell.Heading(html, urls.Logo(type.Id), title, session.Name);
        if (problems.Title is not null)
        {
            Shell.Alert(html, problems.Title, problems.Message ?? "");
        }

        html.Open("form", ("method", "post"), ("action", urls.ConnectType(session.Token, type.Id)), ("enctype", "multipart/form-data"), ("novalidate", ""), ("data-connect", ""));
        html.Open("input", ("type", "hidden"), ("name", ControlNames.Csrf), ("value", csrf));
        if (Controls.HasRows(type.Schema))
        {
            // Enter presses the first submit button of a form: it must be this one, not one that adds a row.
            html.Element("button", "Connect", ("type", "submit"), ("class", "visually-hidden"), ("tabindex", "-1"), ("aria-hidden", "true"));
        }

        if (type.HasForm)
        {
            new FormRenderer(html, state, problems.Fields).Render(type.Schema);
        }

        if (type.UsesOAuth)
        {
            html.Element("p", $"{type.Name} will ask you to allow the access.", ("class", "help"));
        }

        html.Open("div", ("class", "actions"));
        if (session.Types.Count > 1)
        {
            html.Element("a", "All integrations", ("href", urls.Connect(session.Token)), ("class", "quiet"));
        }

        html.Element("button", "Connect", ("type", "submit"), ("class", "primary"), ("data-busy", "Connecting…"));
        html.Close("div").Close("form");
        Shell.Close(html);
        return new Page(title, html.ToString()) { Dark = session.Dark };
    }
}

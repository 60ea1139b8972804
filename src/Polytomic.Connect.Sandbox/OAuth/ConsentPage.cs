using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Forms;
using Polytomic.Connect.Sandbox.Html;

namespace Polytomic.Connect.Sandbox.OAuth;

/// <summary>The provider's question: who asks, and for what.</summary>
internal static class ConsentPage
{
    public static Page Render(ConnectionType type, string action, string csrf, string appName, SandboxUrls urls, bool? dark)
    {
        var html = new HtmlBuilder();
        html.Open("main", ("class", "card consent"));
        html.Open("p", ("class", "app")).Element("span", $"{type.Name} sign-in", ("class", "app-name")).Element("span", "Sandbox", ("class", "badge")).Close("p");
        html.Open("div", ("class", "pair"), ("aria-hidden", "true"))
            .Open("img", ("src", urls.Logo(appName)), ("alt", ""), ("width", "48"), ("height", "48"))
            .Element("span", "⇄")
            .Open("img", ("src", urls.Logo(type.Id)), ("alt", ""), ("width", "48"), ("height", "48"))
            .Close("div");
        html.Element("h1", $"{appName} wants to access your {type.Name} account");
        html.Element("p", $"Polytomic would, on behalf of {appName}, be able to:", ("class", "subtitle"));
        html.Open("ul", ("class", "scopes"));
        foreach (var scope in Scopes(type))
        {
            html.Element("li", scope);
        }

        html.Close("ul");
        html.Open("form", ("method", "post"), ("action", action), ("data-connect", ""));
        html.Open("input", ("type", "hidden"), ("name", ControlNames.Csrf), ("value", csrf));
        html.Open("div", ("class", "actions"))
            .Element("button", "Deny", ("type", "submit"), ("name", ControlNames.Decision), ("value", "deny"), ("class", "quiet"))
            .Element("button", "Allow", ("type", "submit"), ("name", ControlNames.Decision), ("value", "allow"), ("class", "primary"))
            .Close("div").Close("form").Close("main");
        html.Element("footer", $"This page plays {type.Name}. Nobody but this machine is asked.", ("class", "foot"));
        return new Page($"Allow access to {type.Name}", html.ToString()) { Dark = dark };
    }

    private static IEnumerable<string> Scopes(ConnectionType type)
    {
        yield return "See who you are";
        if (type.Capabilities["source"]?.ToJsonString() == "true")
        {
            yield return $"Read your data in {type.Name}";
        }

        if (type.Capabilities["destination"]?.ToJsonString() == "true")
        {
            yield return $"Create and change records in {type.Name}";
        }

        yield return "Keep this access until you take it back";
    }
}

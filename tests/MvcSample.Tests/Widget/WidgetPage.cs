using Polytomic.Connect.AspNetCore.Script;

namespace MvcSample.Tests.Widget;

/// <summary>A page of the app, with the markup that the tag helper writes.</summary>
public sealed class WidgetPage
{
    public const string Status =
        """
        <span role="status" data-opening="One moment…" data-opened="Continue in the window." data-connected="Connected" data-closed="Nothing was connected." data-error="The server could not be reached."></span>
        """;

    public static string Script { get; } =
        $"""<script type="module" src="{WidgetHost.Prefix}/connect.js?v={ConnectAsset.Script.Version}" integrity="{ConnectAsset.Script.Integrity}" nonce="abc"></script>""";

    public static string Form { get; } = Button("connect", "Connect");

    public static string Nested { get; } =
        $"""<button type="button" id="connect" data-polytomic-connect="{WidgetHost.Prefix}/connections/connect" data-intent="nested" data-key="k-nested">Connect</button>{Status}""";

    public string Body { get; init; } = Form + Script;

    public Dictionary<string, string> Headers { get; init; } = [];

    public static string Button(string id, string text, string attributes = "") =>
        $"""
        <form data-polytomic-connect method="post" action="{WidgetHost.Prefix}/connections/connect" data-key="k-{id}" {attributes}><input type="hidden" name="intent" value="intent-{id}"><button type="submit" id="{id}">{text}</button>{Status}</form>
        """;
}

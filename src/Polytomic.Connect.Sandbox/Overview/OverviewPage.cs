using System.Globalization;
using Microsoft.Extensions.Options;
using Polytomic.Connect.Sandbox.Api;
using Polytomic.Connect.Sandbox.Calls;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Overview;

/// <summary>What the sandbox holds and what the app sent it, for the developer. No key, token or secret is on it.</summary>
internal sealed class OverviewPage(
    ConnectionTypes types,
    ConnectionStore store,
    ConnectSessions sessions,
    CallLog calls,
    Accounts accounts,
    TimeProvider time,
    IOptions<PolytomicSandboxOptions> options)
{
    private const int MaxSessions = 50;

    public Page Render(SandboxUrls urls)
    {
        var html = new HtmlBuilder();
        html.Open("main", ("class", "overview"), ("data-live", ""));
        html.Open("header").Element("h1", "Polytomic sandbox").Element("span", options.Value.AppName, ("class", "badge")).Close("header");
        html.Open("p", ("class", "subtitle")).Text("Set ").Element("code", "PolytomicConnect:BaseUrl").Text(" to ").Element("code", urls.ForTheApp).Text(". This page keeps itself up to date.").Close("p");

        var connections = store.All();
        var recent = calls.Recent();
        var started = sessions.All();
        var failed = recent.Count(IsFailure);
        html.Open("dl", ("class", "figures"));
        Figure(html, "Connections", connections.Count, isBad: false);
        Figure(html, "Open sessions", started.Count(s => !s.IsCompleted && !sessions.IsExpired(s)), isBad: false);
        Figure(html, "Recent calls", recent.Count, isBad: false);
        Figure(html, "Failed calls", failed, isBad: failed > 0);
        html.Close("dl");

        Calls(html, recent);
        Sessions(html, started);
        Connections(html, connections);
        Organizations(html, connections);
        html.Close("main");
        return new Page("Polytomic sandbox", html.ToString());
    }

    private static void Figure(HtmlBuilder html, string title, int value, bool isBad) =>
        html.Open("div", ("class", isBad ? "figure bad" : "figure")).Element("dt", title).Element("dd", value.ToString(CultureInfo.InvariantCulture)).Close("div");

    private void Calls(HtmlBuilder html, IReadOnlyList<SandboxCall> calls)
    {
        OpenTable(html, "Calls", "the last 100, newest first", calls.Count, "Your app has not called yet.", "Status", "Time (UTC)", "Call", "What was sent, and what was wrong", "Version", "Idempotency key", "Took");
        foreach (var call in calls)
        {
            html.Open("tr", ("class", IsFailure(call) ? "failed" : null));
            html.Open("td").Element("span", call.Status == 0 ? "cut" : call.Status.ToString(CultureInfo.InvariantCulture), ("class", IsFailure(call) ? "status bad" : "status")).Close("td");
            Time(html, call.At);
            html.Open("td").Element("code", $"{call.Method} {call.Path}").Close("td");
            html.Open("td", ("class", "wide"));
            if (call.Error is not null)
            {
                html.Element("span", call.Error, ("class", "error-text"));
            }

            if (call.Body is not null)
            {
                html.Open("details", ("data-key", $"{call.At.Ticks}{call.IdempotencyKey}")).Element("summary", "Body").Element("code", call.Body).Close("details");
            }

            html.Close("td");
            html.Element("td", call.Version ?? "none").Open("td").Element("code", call.IdempotencyKey ?? "").Close("td");
            html.Element("td", string.Create(CultureInfo.InvariantCulture, $"{call.Duration.TotalMilliseconds:0} ms")).Close("tr");
        }

        CloseTable(html, calls.Count);
    }

    private void Sessions(HtmlBuilder html, IReadOnlyList<ConnectSession> all)
    {
        OpenTable(html, "Sessions", null, all.Count, "No session was started yet.", "Started (UTC)", "Name", "State", "Types", "Comes back to");
        foreach (var session in all.Take(MaxSessions))
        {
            var (state, @class) = session switch
            {
                { IsCompleted: true } => ("connected", "status good"),
                _ when sessions.IsExpired(session) => ("expired", "status bad"),
                { Browser: not null } => ("in the modal", "status"),
                _ => ("open", "status"),
            };
            html.Open("tr");
            Time(html, session.CreatedAt);
            html.Element("td", session.ConnectionId is null ? session.Name : $"{session.Name} (again)", ("class", "wide"));
            html.Open("td").Element("span", state, ("class", @class)).Close("td");
            html.Element("td", session.Types.Count == types.All.Count ? "all" : string.Join(", ", session.Types), ("class", "wide"));
            html.Element("td", new Uri(session.RedirectUrl).GetLeftPart(UriPartial.Path), ("class", "wide")).Close("tr");
        }

        CloseTable(html, all.Count);
    }

    private void Connections(HtmlBuilder html, IReadOnlyList<Connection> connections)
    {
        OpenTable(html, "Connections", null, connections.Count, "Nothing is connected yet.", "Name", "Type", "Status", "Changed (UTC)", "Id", "Organization");
        foreach (var connection in connections.Reverse())
        {
            html.Open("tr").Element("td", connection.Name, ("class", "wide"));
            html.Element("td", types.TryGet(connection.Type, out var type) ? type.Name : connection.Type);
            html.Open("td").Element("span", connection.Saved ? connection.Status : "waiting for consent", ("class", connection.Saved ? "status good" : "status")).Close("td");
            Time(html, connection.UpdatedAt);
            html.Open("td").Element("code", connection.Id.ToString()).Close("td");
            html.Open("td").Element("code", connection.OrganizationId.ToString()).Close("td").Close("tr");
        }

        CloseTable(html, connections.Count);
    }

    private void Organizations(HtmlBuilder html, IReadOnlyList<Connection> connections)
    {
        var own = accounts.All.Select(a => (Id: a.OrganizationId, Name: a.OrganizationName));
        var named = connections.Select(c => c.OrganizationId).Distinct().Where(id => accounts.All.All(a => a.OrganizationId != id)).Select(id => (Id: id, Name: "named by a call"));
        OpenTable(html, "Organizations", null, count: 1, "", "Name", "Id", "Connections");
        foreach (var (id, name) in own.Concat(named))
        {
            html.Open("tr").Element("td", name).Open("td").Element("code", id.ToString()).Close("td");
            html.Element("td", connections.Count(c => c.OrganizationId == id).ToString(CultureInfo.InvariantCulture)).Close("tr");
        }

        CloseTable(html, count: 1);
    }

    private static void OpenTable(HtmlBuilder html, string title, string? note, int count, string empty, params string[] columns)
    {
        html.Open("section").Open("h2").Text(title);
        if (note is not null)
        {
            html.Element("span", note, ("class", "tag"));
        }

        html.Close("h2").Open("div", ("class", "table"), ("tabindex", "0"), ("role", "region"), ("aria-label", title));
        if (count == 0)
        {
            html.Element("p", empty, ("class", "empty"));
            return;
        }

        html.Open("table").Open("thead").Open("tr");
        foreach (var column in columns)
        {
            html.Element("th", column, ("scope", "col"));
        }

        html.Close("tr").Close("thead").Open("tbody");
    }

    private static void CloseTable(HtmlBuilder html, int count)
    {
        if (count > 0)
        {
            html.Close("tbody").Close("table");
        }

        html.Close("div").Close("section");
    }

    private void Time(HtmlBuilder html, DateTimeOffset at)
    {
        var format = at.UtcDateTime.Date == time.GetUtcNow().UtcDateTime.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm";
        html.Element("td", at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture));
    }

    private static bool IsFailure(SandboxCall call) => call.Status is 0 or >= 400 || call.Error is not null;
}

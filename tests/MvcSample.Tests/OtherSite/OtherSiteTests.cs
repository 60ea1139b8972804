using System.Text.Json;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.OtherSite;

/// <summary>A page of another site tries, in a real browser and with the user's cookie, whatever a page can: it starts nothing, and learns nothing.</summary>
public sealed class OtherSiteTests(Chromium chromium) : IDisposable
{
    /// <summary>Everything that a page can do with an address and see of it, in words.</summary>
    private const string Probe =
        """
        async ({ app, session }) => {
          const seen = {};
          const start = app + "/_/api/connections/connect";
          const reads = [app + "/_/api/connection_types", app + "/_/api/connect_status?session=" + session, app + "/_/api/connect_complete?state=" + session];
          const json = JSON.stringify({ name: "x", type: "hubspot" });
          const told = async promise => {
            try { const r = await promise; return [r.type, r.status, r.redirected, [...r.headers].length, (await r.text()).length].join(" "); }
            catch (e) { return e.name; }
          };
          const note = (what, path, outcome) => seen[what + " " + path.replace(app, "").replace(session, "")] = String(outcome);

          for (const mode of ["cors", "no-cors"])
            for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded", null])
              note(`post ${mode} ${type}`, start, await told(fetch(start, { method: "POST", mode, credentials: "include", body: json, headers: type ? { "Content-Type": type } : {} })));
          note("beacon", start, navigator.sendBeacon(start, json));
          for (const path of [start, ...reads]) {
            for (const mode of ["cors", "no-cors"])
              for (const redirect of ["follow", "manual"])
                note(`get ${mode} ${redirect}`, path, await told(fetch(path, { mode, redirect, credentials: "include" })));
            for (const method of ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
              note(method, path, await told(fetch(path, { method, credentials: "include" })));
            for (const tag of ["script", "img", "link", "iframe", "object", "embed", "video"]) {
              const before = Object.keys(window).length;
              const element = document.createElement(tag);
              if (tag === "link") element.rel = "stylesheet";
              const outcome = await new Promise(done => {
                element.onload = () => done("load");
                element.onerror = () => done("error");
                setTimeout(() => done("neither"), 20000);
                element[tag === "link" ? "href" : tag === "object" ? "data" : "src"] = path;
                document.body.append(element);
              });
              let inside = "";
              try { inside = element.contentDocument ? element.contentDocument.body.innerHTML.length : "closed"; } catch (e) { inside = e.name; }
              let frames = "";
              try { frames = element.contentWindow ? element.contentWindow.length : ""; } catch (e) { frames = e.name; }
              note(tag, path, [outcome, element.naturalWidth ?? "", element.offsetHeight, inside, frames, Object.keys(window).length - before].join(" "));
              element.remove();
            }
          }

          // A form needs no permission to be posted: into a frame, so that the page stays and looks on.
          for (const enctype of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"]) {
            const frame = document.createElement("iframe");
            frame.name = "f" + enctype;
            document.body.append(frame);
            const form = document.createElement("form");
            Object.assign(form, { action: start, method: "post", target: frame.name, enctype });
            const field = document.createElement("input");
            Object.assign(field, { name: enctype === "text/plain" ? '{"name":"x","type":"hubspot","x":"' : "intent", value: enctype === "text/plain" ? '"}' : session });
            form.append(field);
            document.body.append(form);
            const loaded = new Promise(done => { frame.onload = () => done("load"); setTimeout(() => done("never"), 20000); });
            form.submit();
            let inside = await loaded;
            try { inside += frame.contentDocument ? " " + frame.contentDocument.body.innerHTML.length : " closed"; } catch (e) { inside += " " + e.name; }
            note("form " + enctype, start, inside + " " + frame.contentWindow.length);
          }

          // What the browser keeps of each request for the page that made it.
          for (const entry of performance.getEntriesByType("resource").filter(e => e.name.includes("/_/api/")))
            note(`entry ${entry.initiatorType}`, entry.name, [entry.responseStatus, entry.transferSize, entry.encodedBodySize, entry.nextHopProtocol, entry.contentType].join(" "));
          return seen;
        }
        """;

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("profile-");

    public void Dispose() => _profile.Delete(true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_starts_nothing_and_cannot_tell_who_may_connect_something(bool isOtherSite)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var app = await CookieApp.StartAsync(cancellation);
        await using var context = await chromium.OpenProfileAsync(_profile.FullName);
        var seen = new Dictionary<string, SortedDictionary<string, string>>();
        var session = "";
        foreach (var user in (string[])["alice", "bob"])
        {
            var page = await context.NewPageAsync();

            // The user signs in, and Alice's own page does what the other one will try.
            await page.GotoAsync($"{app.Url}/as/{user}");
            var started = await page.EvaluateAsync<JsonElement>(
                """() => fetch("/_/api/connections/connect", { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"name":"x","type":"hubspot"}' }).then(r => r.json())""");
            Assert.Equal(user == "alice", started.TryGetProperty("data", out var data));
            session = user == "alice" ? data.GetProperty("session").GetString()! : session;
            var upstream = app.Upstream.Count;

            await page.GotoAsync($"{(isOtherSite ? app.OtherSite : app.OtherOrigin)}/page");
            var outcomes = await page.EvaluateAsync<Dictionary<string, string>>(Probe, new { app = app.Url, session });
            seen[user] = new(outcomes, StringComparer.Ordinal);

            // The completion page alone may be reached from elsewhere, as a navigation; it asks Polytomic about the user's own session, and tells the page nothing.
            Assert.DoesNotContain("/api/connections/connect", app.Upstream.Skip(upstream));
            Assert.DoesNotContain("/api/connection_types", app.Upstream.Skip(upstream));

            // The cookie did come along: it is not for want of it that nothing happened.
            Assert.Contains($"{user} POST /_/api/connections/connect", app.SignedInFromElsewhere);
            Assert.Contains($"{user} GET /_/api/connection_types", app.SignedInFromElsewhere);
            Assert.Contains($"{user} GET /_/api/connect_status", app.SignedInFromElsewhere);
        }

        Assert.InRange(seen["alice"].Count, 80, 1000);
        Assert.Equal(seen["alice"], seen["bob"]);
        Assert.DoesNotContain(seen["alice"], one => one.Key.StartsWith("post cors", StringComparison.Ordinal) && one.Value != "TypeError");
        Assert.DoesNotContain(seen["alice"], one => one.Key.StartsWith("get cors", StringComparison.Ordinal) && one.Value != "TypeError");
    }
}

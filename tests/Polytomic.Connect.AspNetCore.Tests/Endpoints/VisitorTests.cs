using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>People who are not signed in, where the app lets them in.</summary>
public class VisitorTests
{
    private const string CookieName = ".Polytomic.Connect.Visitor";

    [Fact]
    public async Task A_visitor_gets_a_cookie_that_no_script_and_no_other_site_can_use()
    {
        await using var app = await StartAsync();

        using var response = await StartAsync(app, null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var attributes = response.Header("Set-Cookie")!.Split("; ");
        Assert.StartsWith(CookieName + "=", attributes[0], StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=lax", "secure"], attributes[1..].Select(attribute => attribute.ToLowerInvariant()).Order());
    }

    [Theory]
    [InlineData("https://public.example", "path=/", "secure")]
    [InlineData("https://public.example/portal", "path=/portal", "secure")]
    [InlineData("http://public.example/a%20b", "path=/a%20b", null)]
    public async Task Behind_a_proxy_the_cookie_is_for_the_address_that_browsers_see(string publicOrigin, string path, string? secure)
    {
        await using var app = await ConnectApp.StartAsync(
            new()
            {
                ["PolytomicConnect:Policies:All:AllowAnonymous"] = "true",
                ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
                ["PolytomicConnect:PublicOrigin"] = publicOrigin,
            },
            map: app => app.MapPolytomicConnect().AllowAnonymous());

        using var response = await StartAsync(app, null);

        var attributes = response.Header("Set-Cookie")!.Split("; ").Select(attribute => attribute.ToLowerInvariant()).ToArray();
        Assert.Contains(path, attributes);
        Assert.Equal(secure is not null, attributes.Contains("secure"));
    }

    [Fact]
    public async Task The_cookie_is_kept_and_not_sent_again()
    {
        await using var app = await StartAsync();
        var cookie = await VisitAsync(app);

        using var response = await StartAsync(app, cookie);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Two_visitors_never_see_each_others_sessions()
    {
        await using var app = await StartAsync();
        using var first = await StartAsync(app, null);
        var (mine, session) = (CookieOf(first), (await ConnectApp.JsonOf(first))["data"]!["session"]!.GetValue<string>());
        var theirs = await VisitAsync(app);
        app.Polytomic.Add(Guid.NewGuid().ToString(), app.Polytomic.Starts[0].Json["name"]!.GetValue<string>(), "postgresql", null, DateTimeOffset.UtcNow);

        await ConnectApp.AssertRefusedAsync(await StatusAsync(app, theirs, session), 400, "session_invalid");
        await ConnectApp.AssertRefusedAsync(await StatusAsync(app, null, session), 400, "session_invalid");
        await ConnectApp.AssertRefusedAsync(await StatusAsync(app, null, session, "alice"), 400, "session_invalid");
        using var status = await StatusAsync(app, mine, session);
        Assert.Equal("connected", (await ConnectApp.JsonOf(status))["data"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_cookie_that_is_none_of_ours_is_nobodys()
    {
        await using var app = await StartAsync();
        using var first = await StartAsync(app, null);
        var (cookie, session) = (CookieOf(first), (await ConnectApp.JsonOf(first))["data"]!["session"]!.GetValue<string>());

        foreach (var broken in (string[])[cookie[..^2] + "AA", cookie + "A", cookie[..20], CookieName + "=", CookieName + "=" + new string('A', 4000), CookieName + "=%00%FF", CookieName + "=" + session])
        {
            await ConnectApp.AssertRefusedAsync(await StatusAsync(app, broken, session), 400, "session_invalid");
            using var again = await StartAsync(app, broken);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.NotEqual(cookie, CookieOf(again));
        }
    }

    [Fact]
    public async Task Without_a_cookie_the_address_is_counted_and_with_one_the_visitor()
    {
        await using var app = await StartAsync(limit: 2);
        var first = await VisitAsync(app);
        var second = await VisitAsync(app);
        await ConnectApp.AssertRefusedAsync(await StartAsync(app, null), 429, "rate_limited");
        using (var forged = await StartAsync(app, CookieName + "=forged"))
        {
            await ConnectApp.AssertRefusedAsync(forged, 429, "rate_limited");
            Assert.Null(forged.Header("Set-Cookie"));
        }

        foreach (var cookie in (string[])[first, second])
        {
            using (var one = await StartAsync(app, cookie))
            using (var two = await StartAsync(app, cookie))
            {
                Assert.Equal((200, 200), ((int)one.StatusCode, (int)two.StatusCode));
            }

            using var limited = await StartAsync(app, cookie);
            await ConnectApp.AssertRefusedAsync(limited, 429, "rate_limited");
        }

        // Signed-in users do not suffer from the visitors of their address.
        await ConnectApp.SessionAsync(app.ClientOf("alice"), """{"name":"x","type":"hubspot"}""");
    }

    [Fact]
    public async Task Visitors_may_connect_what_policies_for_anonymous_users_name_and_nothing_else()
    {
        await using var app = await StartAsync();

        await ConnectApp.AssertRefusedAsync(await StartAsync(app, null, """{"name":"x","type":"hubspot"}"""), 403, "integration_not_allowed");
        using var types = await app.SendAsync("GET", Ask.Types);
        Assert.Equal(["postgresql"], (await ConnectApp.JsonOf(types))["data"]!.AsArray().Select(type => type!["id"]!.GetValue<string>()));
        Assert.Null(types.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Who_is_refused_is_given_no_cookie()
    {
        await using var app = await StartAsync();

        foreach (var body in (string[])["{", """{"intent":"x"}""", """{"name":"x","type":"hubspot"}"""])
        {
            using var response = await StartAsync(app, null, body);
            Assert.False(response.IsSuccessStatusCode);
            Assert.Null(response.Header("Set-Cookie"));
        }
    }

    [Fact]
    public async Task A_visitor_comes_back_from_the_modal()
    {
        await using var app = await StartAsync();
        using var start = await StartAsync(app, null);
        app.Polytomic.Connect();

        using var mine = await app.SendAsync("GET", FormPostTests.WayBack(app), headers: [("Cookie", CookieOf(start)), ("Sec-Fetch-Site", "cross-site")]);
        using var nobodys = await app.SendAsync("GET", FormPostTests.WayBack(app) + "&look=1", headers: [("Sec-Fetch-Site", "same-origin")]);

        Assert.Equal(200, (int)mine.StatusCode);
        Assert.Contains("data-polytomic-session", await mine.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(400, (int)nobodys.StatusCode);
    }

    [Fact]
    public async Task A_user_whose_own_cookie_stayed_at_home_is_not_taken_for_a_visitor()
    {
        await using var app = await StartAsync();
        var visitor = await VisitAsync(app);
        await ConnectApp.SessionAsync(app.ClientOf("alice"), """{"name":"x","type":"hubspot"}""");
        app.Polytomic.Connect("hubspot");

        // Alice was a visitor before she signed in, and still has that cookie; that of her sign-in is SameSite=Strict.
        using var arrival = await app.SendAsync("GET", FormPostTests.WayBack(app), headers: [("Cookie", visitor), ("Sec-Fetch-Site", "cross-site")]);
        using var reloaded = await app.SendAsync("GET", FormPostTests.WayBack(app) + "&look=1", "alice", [("Cookie", visitor), ("Sec-Fetch-Site", "same-origin")]);

        Assert.NotNull(arrival.Header("Refresh"));
        Assert.Contains("data-polytomic-session", await reloaded.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_apps_own_code_starts_no_more_for_strangers_than_the_endpoint_does()
    {
        await using var app = await ConnectApp.StartAsync(
            new()
            {
                ["PolytomicConnect:Policies:Visitors:AllowAnonymous"] = "true",
                ["PolytomicConnect:Policies:Visitors:Integrations:0"] = "postgresql",
                ["PolytomicConnect:RateLimit:PermitLimit"] = "2",
            },
            map: app =>
            {
                app.MapPolytomicConnect().AllowAnonymous();
                app.MapPost("/own", async (HttpContext context, IPolytomicConnect connect) =>
                {
                    try
                    {
                        await connect.StartAsync(context.User, new ConnectRequest { Name = "Mine", Type = "postgresql" }, context.RequestAborted);
                    }
                    catch (PolytomicConnectException refusal)
                    {
                        context.Response.StatusCode = refusal.Code == "rate_limited" ? 429 : 500;
                    }
                });
            });

        var answers = new List<(int, bool)>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await app.SendAsync("POST", "/own");
            answers.Add(((int)response.StatusCode, response.Header("Set-Cookie") is not null));
        }

        Assert.Equal([(200, true), (200, true), (429, false), (429, false)], answers);
        using var endpoint = await StartAsync(app, null);
        await ConnectApp.AssertRefusedAsync(endpoint, 429, "rate_limited");
    }

    [Fact]
    public async Task Pages_of_other_sites_start_nothing_for_a_visitor_either()
    {
        await using var app = await StartAsync();

        using var response = await app.SendAsync("POST", Ask.Connect, headers: [("Cookie", await VisitAsync(app)), ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")]);

        await ConnectApp.AssertRefusedAsync(response, 403, "cross_site_request");
    }

    private static Task<ConnectApp> StartAsync(int limit = 0) => ConnectApp.StartAsync(
        new()
        {
            ["PolytomicConnect:Policies:Visitors:AllowAnonymous"] = "true",
            ["PolytomicConnect:Policies:Visitors:Integrations:0"] = "postgresql",
            ["PolytomicConnect:Policies:Users:Integrations:0"] = "hubspot",
            ["PolytomicConnect:RateLimit:PermitLimit"] = limit.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
        map: app => app.MapPolytomicConnect().AllowAnonymous());

    private static Task<HttpResponseMessage> StartAsync(ConnectApp app, string? cookie, string body = Ask.Postgres) =>
        app.SendAsync("POST", Ask.Connect, headers: cookie is null ? [] : [("Cookie", cookie)], content: Ask.Json(body));

    private static Task<HttpResponseMessage> StatusAsync(ConnectApp app, string? cookie, string session, string? user = null) =>
        app.SendAsync("GET", Ask.Status + "?session=" + session, user, cookie is null ? [] : [("Cookie", cookie)]);

    /// <summary>The cookie of a new visitor.</summary>
    private static async Task<string> VisitAsync(ConnectApp app)
    {
        using var response = await StartAsync(app, null);
        return CookieOf(response);
    }

    private static string CookieOf(HttpResponseMessage response) => response.Header("Set-Cookie")!.Split(';')[0];
}

using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>Where the user lands, coming from another site.</summary>
public partial class CompletionPageTests
{
    private static readonly (string, string)[] _arrival = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];

    [Fact]
    public async Task Every_page_keeps_to_itself()
    {
        await using var app = await ConnectApp.StartAsync();
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice"));
        string[] pages =
        [
            await PageAsync("pending", app, "alice", session, 200),
            await PageAsync("reload", app, null, session, 200),
            await PageAsync("refused", app, "bob", session, 400),
            await PageAsync("signed out", app, null, session + "&look=1", 401),
        ];
        app.Polytomic.Connect();
        var connected = await PageAsync("connected", app, "alice", session, 200);

        Assert.Equal(5, pages.Append(connected).Distinct().Count());
        Assert.All(pages.Append(connected), page => Assert.DoesNotMatch("<style|<script(?! type=\"module\" src=)| style=| on[a-z]+=|javascript:", page));
    }

    [Theory]
    [InlineData("""x"><script>alert(1)</script>""")]
    [InlineData("""x' onload='alert(1)""")]
    [InlineData("""x;url=https://evil.example""")]
    [InlineData("""//evil.example""")]
    [InlineData("""https://evil.example/""")]
    [InlineData("\u202Eabc\uD800")]
    public async Task Nothing_of_the_query_reaches_a_page_as_it_was(string nasty)
    {
        await using var app = await ConnectApp.StartAsync();
        var query = "?state=" + Uri.EscapeDataString(nasty) + "&return=" + Uri.EscapeDataString(nasty) + "&error=" + Uri.EscapeDataString(nasty) + "&look=";

        foreach (var (user, look) in (IEnumerable<(string?, string)>)[(null, ""), (null, "1"), ("alice", ""), (null, Uri.EscapeDataString(nasty))])
        {
            using var response = await app.SendAsync("GET", Ask.Complete + query + look, user, _arrival);
            var page = await response.TextAsync();
            Assert.DoesNotContain(nasty, page, StringComparison.Ordinal);
            Assert.Null(response.Header("Location"));
            Assert.Equal(user is null && look != "1" ? 1 : 0, RefreshUrls(response).Count());
            Assert.All(Urls().Matches(page).Select(url => url.Groups[1].Value).Concat(RefreshUrls(response)), url => Assert.Matches("^/([^/]|$)", url));
        }
    }

    [Fact]
    public async Task Without_a_user_the_page_comes_back_once_from_its_own_site()
    {
        await using var app = await ConnectApp.StartAsync();
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Connect();
        var calls = app.Polytomic.Requests.Count;

        using var arrival = await app.SendAsync("GET", Ask.Complete + "?state=" + session, headers: _arrival);
        var refresh = arrival.Header("Refresh")!;
        Assert.Equal(200, (int)arrival.StatusCode);
        Assert.StartsWith("0;url=" + Ask.Complete + "?", refresh, StringComparison.Ordinal);
        var again = refresh["0;url=".Length..];
        Assert.Equal(calls, app.Polytomic.Requests.Count);

        // The cookie comes along now, or it never will.
        using var signedIn = await app.SendAsync("GET", again, "alice");
        using var signedOut = await app.SendAsync("GET", again);
        Assert.Equal(200, (int)signedIn.StatusCode);
        Assert.Contains("data-polytomic-session", await signedIn.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(401, (int)signedOut.StatusCode);
        Assert.Null(signedOut.Header("Refresh"));
    }

    [Fact]
    public async Task A_session_that_was_never_there_looks_like_somebody_elses()
    {
        await using var app = await ConnectApp.StartAsync();
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice"));
        var answers = new HashSet<string>();

        foreach (var state in (string[])[session, session[..^4] + "AAAA", session[1..], "x", "", new string('A', 5000), "%00", "%F0%9F%98%80"])
        {
            using var page = await app.SendAsync("GET", Ask.Complete + "?state=" + state, "bob", _arrival);
            using var status = await app.SendAsync("GET", Ask.Status + "?session=" + state, "bob");
            answers.Add($"{(int)page.StatusCode} {await page.TextAsync()} {(int)status.StatusCode} {await status.TextAsync()}");
        }

        Assert.Single(answers);
    }

    [Fact]
    public async Task Unknown_parameters_and_a_trailing_slash_change_nothing()
    {
        await using var app = await ConnectApp.StartAsync();
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Connect();

        using var response = await app.SendAsync("GET", Ask.Complete + "/?status=failed&error=access_denied&connection=evil&state=" + session + "&session=x&look=-1", "alice", _arrival);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Contains("data-polytomic-session", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_comes_twice_is_none()
    {
        await using var app = await ConnectApp.StartAsync();
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice"));

        using var response = await app.SendAsync("GET", $"{Ask.Complete}?state={session}&state={session}", "alice", _arrival);

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Head_answers_like_get_without_a_body()
    {
        await using var app = await ConnectApp.StartAsync();
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice"));

        foreach (var (user, status) in (IEnumerable<(string?, int)>)[("alice", 200), (null, 200), ("bob", 400)])
        {
            using var response = await app.SendAsync("HEAD", Ask.Complete + "?state=" + session, user, _arrival);
            Assert.Equal((status, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            Assert.Equal("", await response.TextAsync());
        }
    }

    [Fact]
    public async Task Links_of_the_page_are_below_the_path_base()
    {
        await using var app = await ConnectApp.StartAsync(pipeline: app => app.UsePathBase("/shop").UseRouting().UseAuthentication().UseAuthorization());

        using var response = await app.SendAsync("GET", "/shop" + Ask.Complete + "?state=x", headers: _arrival);

        var urls = Urls().Matches(await response.TextAsync()).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(urls);
        Assert.All(urls, url => Assert.StartsWith("/shop/_/api/", url, StringComparison.Ordinal));
    }

    private static IEnumerable<string> RefreshUrls(HttpResponseMessage response) =>
        response.Header("Refresh") is { } refresh ? [refresh[(refresh.IndexOf("url=", StringComparison.Ordinal) + 4)..]] : [];

    private static async Task<string> PageAsync(string what, ConnectApp app, string? user, string state, int status)
    {
        using var response = await app.SendAsync("GET", Ask.Complete + "?state=" + state, user, _arrival);
        Assert.Equal((what, status), (what, (int)response.StatusCode));
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Equal("no-referrer", response.Header("Referrer-Policy"));
        Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
        Assert.Equal("DENY", response.Header("X-Frame-Options"));
        var policy = response.Header("Content-Security-Policy")!;
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Null(response.Header("Cross-Origin-Opener-Policy"));
        return await response.TextAsync();
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Urls();
}

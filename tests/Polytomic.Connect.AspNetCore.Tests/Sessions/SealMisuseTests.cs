using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Testing;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Tests.Sessions;

/// <summary>Seals in the wrong hands, the wrong place or at the wrong time. Each is refused, and no answer tells which it was.</summary>
public sealed class SealMisuseTests : IDisposable
{
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("connect-keys-");

    public void Dispose() => _keys.Delete(true);

    [Fact]
    public async Task No_refusal_of_a_session_tells_what_was_wrong_with_it()
    {
        await using var app = await StartAsync("app");
        await using var other = await StartAsync("another app");
        var alice = app.ClientOf("alice");
        var good = await ConnectApp.SessionAsync(alice);
        var bad = new Dictionary<string, string>
        {
            ["another user's"] = await ConnectApp.SessionAsync(app.ClientOf("bob")),
            ["another application's"] = await ConnectApp.SessionAsync(other.ClientOf("alice")),
            ["an intent"] = Intent(app, "alice"),
            ["another user's intent"] = Intent(app, "bob"),
            ["tampered"] = (good[0] == 'A' ? 'B' : 'A') + good[1..],
            ["cut"] = good[..^1],
            ["longer"] = good + "A",
            ["nothing"] = "",
            ["none"] = "none",
            ["too long"] = new string('A', 3000),
        };
        var answers = new HashSet<string>();
        foreach (var (_, seal) in bad)
        {
            using var response = await alice.GetAsync("/_/api/connect_status?session=" + seal, TestContext.Current.CancellationToken);
            await ConnectApp.AssertRefusedAsync(response, 400, "session_invalid");
            answers.Add(WithoutTrace(await ConnectApp.JsonOf(response)));
        }

        Assert.Single(answers);
        Assert.Equal("pending", await StatusAsync(alice, good));

        answers.Clear();
        foreach (var (_, seal) in bad)
        {
            using var page = await alice.GetAsync("/_/api/connect_complete?state=" + seal, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
            answers.Add(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Single(answers);
    }

    [Fact]
    public async Task No_refusal_of_an_intent_tells_what_was_wrong_with_it()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = await StartAsync("app", time);
        await using var other = await StartAsync("another app", time);
        var alice = app.ClientOf("alice");
        var old = Intent(app, "alice");
        time.Advance(IntentSeal.Lifetime + TimeSpan.FromSeconds(1));
        var good = Intent(app, "alice");
        var bad = new Dictionary<string, string>
        {
            ["too old"] = old,
            ["another user's"] = Intent(app, "bob"),
            ["another application's"] = Intent(other, "alice"),
            ["a session"] = await ConnectApp.SessionAsync(alice),
            ["tampered"] = (good[0] == 'A' ? 'B' : 'A') + good[1..],
            ["cut"] = good[..^1],
            ["none"] = "none",
        };
        var calls = app.Polytomic.Requests.Count;
        var answers = new HashSet<string>();
        foreach (var (_, seal) in bad)
        {
            using var response = await ConnectApp.StartSessionAsync(alice, $$"""{"intent":"{{seal}}"}""");
            await ConnectApp.AssertRefusedAsync(response, 400, "intent_invalid");
            answers.Add(WithoutTrace(await ConnectApp.JsonOf(response)));
        }

        Assert.Single(answers);
        Assert.Equal(calls, app.Polytomic.Requests.Count);
        await ConnectApp.SessionAsync(alice, $$"""{"intent":"{{good}}"}""");
    }

    [Fact]
    public async Task After_another_sign_in_the_session_of_the_first_is_not_known()
    {
        await using var app = await StartAsync("app");
        var browser = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(browser);
        var intent = Intent(app, "alice");
        app.Polytomic.Connect();

        browser.DefaultRequestHeaders.Remove("X-User");
        using var nobody = await browser.GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken);
        browser.DefaultRequestHeaders.Add("X-User", "bob");
        using var bob = await browser.GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken);
        using var bobs = await ConnectApp.StartSessionAsync(browser, $$"""{"intent":"{{intent}}"}""");
        browser.DefaultRequestHeaders.Remove("X-User");
        browser.DefaultRequestHeaders.Add("X-User", "alice");

        await ConnectApp.AssertRefusedAsync(nobody, 401, "unauthenticated");
        await ConnectApp.AssertRefusedAsync(bob, 400, "session_invalid");
        await ConnectApp.AssertRefusedAsync(bobs, 400, "intent_invalid");
        Assert.Equal("connected", await StatusAsync(browser, session));
    }

    [Fact]
    public async Task A_session_may_be_used_as_often_as_one_likes_and_an_intent_too()
    {
        await using var app = await StartAsync("app");
        var alice = app.ClientOf("alice");
        var intent = Intent(app, "alice");
        var sessions = new[] { await ConnectApp.SessionAsync(alice, $$"""{"intent":"{{intent}}"}"""), await ConnectApp.SessionAsync(alice, $$"""{"intent":"{{intent}}"}""") };
        app.Polytomic.Connect();

        Assert.Equal("pending", await StatusAsync(alice, sessions[0]));
        Assert.Equal("connected", await StatusAsync(alice, sessions[1]));
        Assert.Equal("connected", await StatusAsync(alice, sessions[1]));
    }

    [Fact]
    public async Task Rotated_keys_still_open_what_they_closed_and_revoked_ones_do_not()
    {
        await using var app = await StartAsync("app");
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        var intent = Intent(app, "alice");
        var keys = app.Services.GetRequiredService<IKeyManager>();

        keys.CreateNewKey(DateTimeOffset.UtcNow.AddSeconds(-1), DateTimeOffset.UtcNow.AddDays(90));
        await using (var rotated = await StartAsync("app"))
        {
            Assert.Equal("pending", await StatusAsync(rotated.ClientOf("alice"), session));
            await ConnectApp.SessionAsync(rotated.ClientOf("alice"), $$"""{"intent":"{{intent}}"}""");
        }

        keys.RevokeAllKeys(DateTimeOffset.UtcNow.AddSeconds(1), "stolen");
        using var status = await RefusedAsync(alice, "/_/api/connect_status?session=" + session);
        using var start = await ConnectApp.StartSessionAsync(alice, $$"""{"intent":"{{intent}}"}""");

        await ConnectApp.AssertRefusedAsync(status, 400, "session_invalid");
        await ConnectApp.AssertRefusedAsync(start, 400, "intent_invalid");
    }

    [Fact]
    public async Task A_forged_visitor_is_nobody()
    {
        await using var app = await StartAsync("app");
        var cookies = app.Services.GetRequiredService<VisitorCookie>();
        foreach (var forged in new[] { "", "x", Intent(app, "alice"), await ConnectApp.SessionAsync(app.ClientOf("alice")), new string('A', 400) })
        {
            var context = new DefaultHttpContext();
            context.Request.Headers.Cookie = $"{VisitorCookie.Name}={forged}";

            Assert.Null(cookies.Read(context));
        }

        var first = new DefaultHttpContext();
        var visitor = cookies.ReadOrIssue(first);
        var second = new DefaultHttpContext();
        second.Request.Headers.Cookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];

        Assert.Equal(visitor.Key, cookies.Read(second)?.Key);
    }

    /// <summary>A revocation is taken up in the background, a moment later.</summary>
    private static async Task<HttpResponseMessage> RefusedAsync(HttpClient client, string address)
    {
        for (var i = 0; ; i++)
        {
            var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
            if (!response.IsSuccessStatusCode || i == 100)
            {
                return response;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static string Intent(ConnectApp app, string user) => app.Services.GetRequiredService<IntentSeal>().Close(
        new ConnectUser(new(), user, UserKey.OfClaim(System.Security.Claims.ClaimTypes.NameIdentifier, System.Security.Claims.ClaimsIdentity.DefaultIssuer, user)),
        new ConnectRequest { Name = "Mine", Type = "postgresql" });

    private static string WithoutTrace(JsonNode problem)
    {
        problem.AsObject().Remove("traceId");
        return problem.ToJsonString();
    }

    private static async Task<string> StatusAsync(HttpClient client, string session) =>
        (await ConnectApp.StatusAsync(client, session))["data"]!["status"]!.GetValue<string>();

    private Task<ConnectApp> StartAsync(string name, TimeProvider? time = null) => ConnectApp.StartAsync(connect: connect =>
    {
        connect.Services.AddDataProtection().SetApplicationName(name).PersistKeysToFileSystem(_keys);
        if (time is not null)
        {
            connect.Services.AddSingleton(time);
        }
    });
}

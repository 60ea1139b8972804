using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>What the button does where no script runs: its form navigates.</summary>
public class FormPostTests
{
    [Fact]
    public async Task A_form_post_goes_on_to_the_modal()
    {
        await using var app = await StartAsync();
        var intent = await IntentAsync(app, "alice");

        using var response = await app.SendAsync("POST", Ask.Connect, "alice", content: Ask.Form(("intent", intent)));

        Assert.Equal(303, (int)response.StatusCode);
        Assert.Equal("https://polytomic.example/connect?token=t", response.Header("Location"));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Equal("no-referrer", response.Header("Referrer-Policy"));
        Assert.Equal("", await response.TextAsync());
    }

    [Fact]
    public async Task The_way_back_of_a_form_post_leads_to_the_return_url()
    {
        await using var app = await StartAsync();
        using (await app.SendAsync("POST", Ask.Connect, "alice", content: Ask.Form(("intent", await IntentAsync(app, "alice")))))
        {
            app.Polytomic.Connect();
        }

        using var response = await app.SendAsync("GET", WayBack(app), "alice", [("Sec-Fetch-Site", "cross-site")]);

        Assert.Equal((303, "/after?x=1"), ((int)response.StatusCode, response.Header("Location")));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Equal("no-referrer", response.Header("Referrer-Policy"));
    }

    [Fact]
    public async Task The_same_button_may_be_used_again_within_its_time()
    {
        await using var app = await StartAsync();
        var intent = await IntentAsync(app, "alice");

        for (var i = 0; i < 2; i++)
        {
            using var response = await app.SendAsync("POST", Ask.Connect, "alice", content: Ask.Form(("intent", intent), ("dark", "true")));
            Assert.Equal(303, (int)response.StatusCode);
        }

        Assert.Equal(2, app.Polytomic.Starts.Select(start => start.Json["name"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Another_user_gets_nothing_from_it()
    {
        await using var app = await StartAsync();
        var intent = await IntentAsync(app, "alice");

        using var form = await app.SendAsync("POST", Ask.Connect, "bob", content: Ask.Form(("intent", intent)));
        using var json = await app.SendAsync("POST", Ask.Connect, "bob", content: Ask.Json($$"""{"intent":"{{intent}}"}"""));

        Assert.Equal((400, "text/html"), ((int)form.StatusCode, form.Content.Headers.ContentType!.MediaType));
        await ConnectApp.AssertRefusedAsync(json, 400, "intent_invalid");
        Assert.Empty(app.Polytomic.Requests);
    }

    [Theory]
    [InlineData(null, "same-origin", "intent", "x", 401)]
    [InlineData("alice", "cross-site", "intent", "x", 403)]
    [InlineData("alice", "same-origin", "intent", "x", 400)]
    [InlineData("alice", "same-origin", "name", "x", 400)]
    [InlineData("alice", "same-origin", "organization_id", "x", 400)]
    [InlineData("alice", "same-origin", "__RequestVerificationToken", "x", 400)]
    public async Task What_is_refused_is_told_on_a_page_with_the_same_status(string? user, string site, string member, string value, int status)
    {
        await using var app = await StartAsync();

        using var response = await app.SendAsync("POST", Ask.Connect, user, [("Sec-Fetch-Site", site)], Ask.Form((member, value)));
        var page = await response.TextAsync();

        Assert.Equal((status, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("<h1>", page, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Contains("frame-ancestors 'none'", response.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Empty(app.Polytomic.Requests);
    }

    [Fact]
    public async Task A_limit_and_a_failure_are_told_on_a_page_too()
    {
        await using var app = await StartAsync(new() { ["PolytomicConnect:RateLimit:PermitLimit"] = "1" });
        var intent = await IntentAsync(app, "alice");
        app.Polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(System.Net.HttpStatusCode.UnprocessableEntity, """{"message":"<b>taken</b>"}"""));

        using var failed = await app.SendAsync("POST", Ask.Connect, "alice", content: Ask.Form(("intent", intent)));
        using var limited = await app.SendAsync("POST", Ask.Connect, "alice", content: Ask.Form(("intent", intent)));

        Assert.Equal(422, (int)failed.StatusCode);
        Assert.DoesNotContain("<b>", await failed.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(429, (int)limited.StatusCode);
        Assert.NotNull(limited.Header("Retry-After"));
    }

    [Fact]
    public async Task Policies_are_asked_again()
    {
        await using var app = await StartAsync(new() { ["PolytomicConnect:Policies:All:Roles:0"] = "admin" });
        var intent = await IntentAsync(app, "alice; role=admin");

        using var response = await app.SendAsync("POST", Ask.Connect, "alice", content: Ask.Form(("intent", intent)));

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Empty(app.Polytomic.Requests);
    }

    /// <summary>Starts an app with a page that has a button.</summary>
    internal static Task<ConnectApp> StartAsync(Dictionary<string, string?>? settings = null, Action<WebApplication>? pipeline = null, Action<WebApplicationBuilder>? builder = null, bool allowAnonymous = false) =>
        ConnectApp.StartAsync(
            new(settings ?? []) { ["PolytomicConnect:Policies:All:Integrations:0"] = "*" },
            pipeline: pipeline,
            builder: builder,
            map: app =>
            {
                var endpoints = app.MapPolytomicConnect();
                if (allowAnonymous)
                {
                    endpoints.AllowAnonymous();
                }

                app.MapGet("/page", async (HttpContext context, IServiceProvider services) =>
                {
                    var request = new ConnectRequest { Name = "Mine", Type = "postgresql", ReturnUrl = "/after?x=1" };
                    return (await services.GetRequiredService<ConnectButtons>().PrepareAsync(context, request)).Intent!;
                });
            });

    internal static async Task<string> IntentAsync(ConnectApp app, string user)
    {
        using var page = await app.SendAsync("GET", "/page", user);
        return await page.TextAsync();
    }

    /// <summary>Where Polytomic sends the user of the last session.</summary>
    internal static string WayBack(ConnectApp app) => app.Polytomic.Starts[^1].Json["redirect_url"]!.GetValue<string>();
}

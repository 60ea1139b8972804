using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>What other middleware in the app does to answers in general leaves ours as they are.</summary>
public class AppMiddlewareTests
{
    public static readonly TheoryData<string> Pipelines =
        ["status code pages", "status code pages with re-execute", "status code pages with redirects", "exception handler", "response compression", "buffering", "antiforgery", "output cache", "output cache first", "response caching", "method override", "cookie policy"];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Sessions_start_and_refusals_are_told(string kind)
    {
        await using var app = await StartAsync(kind);
        var intent = await FormPostTests.IntentAsync(app, "alice");

        using var json = await app.SendAsync("POST", Ask.Connect, "alice");
        using var form = await app.SendAsync("POST", Ask.Connect, "alice", content: Ask.Form(("intent", intent)));
        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        Assert.Equal("https://polytomic.example/connect?token=t", (await ConnectApp.JsonOf(json))["data"]!["redirect_url"]!.GetValue<string>());
        Assert.Equal((303, "https://polytomic.example/connect?token=t"), ((int)form.StatusCode, form.Header("Location")));

        await ConnectApp.AssertRefusedAsync(await app.SendAsync("POST", Ask.Connect), 401, "unauthenticated");
        await ConnectApp.AssertRefusedAsync(await app.SendAsync("POST", Ask.Connect, "alice", content: Ask.Json("{")), 400, "invalid_request");
        await ConnectApp.AssertRefusedAsync(await app.SendAsync("GET", Ask.Types, "alice", [("Origin", "https://evil.example")]), 403, "cross_site_request");
        app.Polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.Unauthorized, "{}"));
        await ConnectApp.AssertRefusedAsync(await app.SendAsync("POST", Ask.Connect, "alice"), 502, "polytomic_unauthorized");

        using var page = await app.SendAsync("GET", Ask.Complete + "?state=x", "alice");
        Assert.Equal((400, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Contains("<h1>", await page.TextAsync(), StringComparison.Ordinal);
        using var head = await app.SendAsync("HEAD", Ask.Complete + "?state=x", "alice");
        Assert.Equal((400, "text/html"), ((int)head.StatusCode, head.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("output cache")]
    [InlineData("output cache first")]
    [InlineData("response caching")]
    public async Task What_one_user_was_answered_is_never_told_another(string kind)
    {
        await using var app = await StartAsync(kind, new()
        {
            ["PolytomicConnect:Policies:Marketing:Roles:0"] = "marketing",
            ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "hubspot",
            ["PolytomicConnect:Policies:All:Roles:0"] = "admin",
        });

        Assert.Equal(6, (await TypesAsync("alice; role=admin")).Length);
        Assert.Equal(["hubspot"], await TypesAsync("bob; role=marketing"));
        Assert.Empty(await TypesAsync("carol"));
        using var nobody = await app.SendAsync("GET", Ask.Types);
        Assert.Equal(401, (int)nobody.StatusCode);

        async Task<string[]> TypesAsync(string user) =>
            [.. (await ConnectApp.JsonOf(await app.SendAsync("GET", Ask.Types, user)))["data"]!.AsArray().Select(type => type!["id"]!.GetValue<string>())];
    }

    [Theory]
    [InlineData("output cache")]
    [InlineData("output cache first")]
    public async Task A_status_is_asked_for_every_time(string kind)
    {
        // A visitor: what signed-in users are answered, the cache of the framework leaves alone by itself.
        await using var app = await StartAsync(kind, new() { ["PolytomicConnect:Policies:All:AllowAnonymous"] = "true" }, allowAnonymous: true);
        using var start = await app.SendAsync("POST", Ask.Connect);
        var (cookie, session) = (start.Header("Set-Cookie")!.Split(';')[0], (await ConnectApp.JsonOf(start))["data"]!["session"]!.GetValue<string>());

        Assert.Equal("pending", await StatusAsync());
        app.Polytomic.Connect();
        Assert.Equal("connected", await StatusAsync());

        async Task<string> StatusAsync() =>
            (await ConnectApp.JsonOf(await app.SendAsync("GET", Ask.Status + "?session=" + session, headers: [("Cookie", cookie)])))["data"]!["status"]!.GetValue<string>();
    }

    [Theory]
    [InlineData("output cache")]
    [InlineData("output cache first")]
    public async Task The_script_comes_in_an_encoding_that_was_asked_for(string kind)
    {
        await using var app = await StartAsync(kind);

        using var brotli = await app.SendAsync("GET", Ask.Script, headers: [("Accept-Encoding", "br")]);
        using var plain = await app.SendAsync("GET", Ask.Script, headers: []);

        Assert.Equal("br", brotli.Header("Content-Encoding"));
        Assert.Null(plain.Header("Content-Encoding"));
    }

    [Fact]
    public async Task A_compressed_answer_is_the_same_answer()
    {
        await using var app = await StartAsync("response compression");

        using var response = await app.SendAsync("POST", Ask.Connect, "alice", [("Accept-Encoding", "gzip"), ("Sec-Fetch-Site", "same-origin")]);
        await using var unpacked = new GZipStream(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        var json = await System.Text.Json.Nodes.JsonNode.ParseAsync(unpacked, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("gzip", response.Header("Content-Encoding"));
        Assert.NotNull(json!["data"]!["session"]);
    }

    [Fact]
    public async Task The_apps_own_time_limit_is_told_as_the_app_says()
    {
        await using var app = await StartAsync("request timeouts");
        app.Polytomic.Intercept = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        };

        using var response = await app.SendAsync("POST", Ask.Connect, "alice");

        Assert.Equal(504, (int)response.StatusCode);
    }

    private static Task<ConnectApp> StartAsync(string kind, Dictionary<string, string?>? settings = null, bool allowAnonymous = false)
    {
        return FormPostTests.StartAsync(settings, Pipeline, Build, allowAnonymous);

        void Build(WebApplicationBuilder builder)
        {
            builder.Services.AddAntiforgery();
            builder.Services.AddOutputCache(options => options.AddBasePolicy(policy => policy.Cache().Expire(TimeSpan.FromMinutes(1)), excludeDefaultPolicy: false));
            builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = TimeSpan.FromMilliseconds(100) });
            builder.Services.AddResponseCaching();
            builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        }

        void Pipeline(WebApplication app)
        {
            _ = kind switch
            {
                "status code pages" => app.UseStatusCodePages(),
                "status code pages with re-execute" => app.UseStatusCodePagesWithReExecute("/error"),
                "status code pages with redirects" => app.UseStatusCodePagesWithRedirects("/error"),
                "exception handler" => app.UseExceptionHandler(error => error.Run(context => context.Response.WriteAsync("broken"))),
                "response compression" => app.UseResponseCompression(),
                "buffering" => app.Use(BufferAsync),
                "output cache first" => app.UseOutputCache(),
                "response caching" => app.UseResponseCaching(),
                "method override" => app.UseHttpMethodOverride(new() { FormFieldName = "_method" }),
                "cookie policy" => app.UseCookiePolicy(new() { MinimumSameSitePolicy = SameSiteMode.Strict, CheckConsentNeeded = _ => true }),
                _ => app,
            };
            app.UseRouting();
            if (kind == "output cache")
            {
                app.UseOutputCache();
            }

            app.UseAuthentication();
            app.UseAuthorization();
            if (kind == "antiforgery")
            {
                app.UseAntiforgery();
            }
            else if (kind == "request timeouts")
            {
                app.UseRequestTimeouts();
            }
        }
    }

    private static async Task BufferAsync(HttpContext context, RequestDelegate next)
    {
        var (outer, inner) = (context.Response.Body, new MemoryStream());
        context.Response.Body = inner;
        await next(context);
        context.Response.Body = outer;
        inner.Position = 0;
        await inner.CopyToAsync(outer);
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>What browsers ask before a page of another origin may call, and what the app's own CORS has to say about it: nothing.</summary>
public class PreflightTests
{
    private const string Partner = "https://partner.example";

    public static readonly TheoryData<string> Apps =
    [
        "without UseCors", "with a default policy", "with RequireCors", "with RequireCors on a group", "with an inline policy for everybody", "with an inline policy for nobody",
        "with any origin", "with a fallback policy", "with a policy", "with RequireAuthorization on a group", "with AllowAnonymous", "without authentication", "behind a path base",
    ];

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Allowed_origins_get_permission_and_others_none(string kind)
    {
        await using var app = await StartAsync(kind);

        foreach (var (method, path) in Ask.Guarded)
        {
            using var allowed = await PreflightAsync(app, kind, path, method, Partner);
            Assert.Equal(204, (int)allowed.StatusCode);
            Assert.Equal(Partner, allowed.Header("Access-Control-Allow-Origin"));
            Assert.Equal("true", allowed.Header("Access-Control-Allow-Credentials"));
            Assert.Contains(method, allowed.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
            Assert.Equal(["Authorization", "Content-Type", "Idempotency-Key"], allowed.Header("Access-Control-Allow-Headers")!.Split(", ").Order());
            Assert.Contains("Origin", allowed.Header("Vary"), StringComparison.Ordinal);

            foreach (var origin in (string[])["https://evil.example", "null", Partner + ".evil.example", "http://partner.example"])
            {
                using var foreign = await PreflightAsync(app, kind, path, method, origin);
                Assert.Equal(204, (int)foreign.StatusCode);
                Assert.Null(foreign.Header("Access-Control-Allow-Origin"));
                Assert.Null(foreign.Header("Access-Control-Allow-Credentials"));
                Assert.Null(foreign.Header("Access-Control-Allow-Methods"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task The_call_itself_is_decided_and_can_be_read_by_our_rule_alone(string kind)
    {
        await using var app = await StartAsync(kind);
        var user = kind == "without authentication" ? null : "alice";

        foreach (var (method, path) in Ask.Guarded)
        {
            using var allowed = await CallAsync(app, kind, method, path, user, Partner);
            Assert.Equal(Partner, allowed.Header("Access-Control-Allow-Origin"));
            Assert.Equal("true", allowed.Header("Access-Control-Allow-Credentials"));
            Assert.Equal("Retry-After", allowed.Header("Access-Control-Expose-Headers"));
            Assert.NotEqual(403, (int)allowed.StatusCode);

            using var foreign = await CallAsync(app, kind, method, path, user, "https://evil.example");
            Assert.Equal(user is null ? "unauthenticated" : "cross_site_request", await foreign.CodeAsync());
            Assert.Null(foreign.Header("Access-Control-Allow-Origin"));
            Assert.Null(foreign.Header("Access-Control-Allow-Credentials"));

            using var own = await CallAsync(app, kind, method, path, user, "https://app.example", "same-origin");
            Assert.NotEqual(403, (int)own.StatusCode);
        }
    }

    [Fact]
    public async Task Options_of_no_preflight_tell_nothing()
    {
        await using var app = await StartAsync("without UseCors");

        using var response = await app.SendAsync("OPTIONS", Ask.Connect, headers: []);

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Null(response.Header("Access-Control-Allow-Origin"));
    }

    private static Task<HttpResponseMessage> PreflightAsync(ConnectApp app, string kind, string path, string method, string origin) =>
        app.SendAsync("OPTIONS", Path(kind, path), headers:
        [
            ("Origin", origin), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors"),
            ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "content-type,idempotency-key"),
        ]);

    private static Task<HttpResponseMessage> CallAsync(ConnectApp app, string kind, string method, string path, string? user, string origin, string site = "cross-site") =>
        app.SendAsync(method, Path(kind, path), user, [("Origin", origin), ("Sec-Fetch-Site", site)]);

    private static string Path(string kind, string path) => kind == "behind a path base" ? "/base" + path : path;

    private static Task<ConnectApp> StartAsync(string kind)
    {
        return ConnectApp.StartAsync(
            new() { ["PolytomicConnect:Policies:All:Integrations:0"] = "*", ["PolytomicConnect:AllowedOrigins:0"] = Partner },
            builder: Build,
            pipeline: Pipeline,
            map: Map,
            authentication: kind != "without authentication");

        void Build(WebApplicationBuilder builder)
        {
            builder.Services.AddCors(cors =>
            {
                cors.AddDefaultPolicy(policy => policy.WithOrigins("https://other.example").AllowAnyHeader().AllowAnyMethod());
                cors.AddPolicy("Everybody", policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
            });
            if (kind == "with a fallback policy")
            {
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            }
        }

        void Pipeline(WebApplication app)
        {
            if (kind == "behind a path base")
            {
                app.UsePathBase("/base");
            }

            app.UseRouting();
            switch (kind)
            {
                case "with a default policy" or "with RequireCors" or "with RequireCors on a group":
                    app.UseCors();
                    break;
                case "with an inline policy for everybody":
                    app.UseCors(policy => policy.SetIsOriginAllowed(_ => true).AllowCredentials().AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("X-Other"));
                    break;
                case "with an inline policy for nobody":
                    app.UseCors(policy => policy.WithOrigins("https://nobody.example"));
                    break;
                case "with any origin":
                    app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
                    break;
            }

            if (kind != "without authentication")
            {
                app.UseAuthentication();
            }

            app.UseAuthorization();
        }

        void Map(WebApplication app)
        {
            _ = kind switch
            {
                "with RequireCors" => app.MapPolytomicConnect().RequireCors("Everybody"),
                "with RequireCors on a group" => app.MapGroup("").RequireCors("Everybody").MapPolytomicConnect(),
                "with a policy" => app.MapPolytomicConnect().RequireAuthorization(policy => policy.RequireAuthenticatedUser()),
                "with RequireAuthorization on a group" => app.MapGroup("").RequireAuthorization().MapPolytomicConnect(),
                "with AllowAnonymous" => app.MapPolytomicConnect().AllowAnonymous(),
                _ => app.MapPolytomicConnect(),
            };
        }
    }
}

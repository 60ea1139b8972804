using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>Who gets in, whatever the application's own authorization looks like.</summary>
public class AuthorizationTests
{
    private const string Granted = "granted";

    /// <summary>Who calls: nobody, a user, a user who meets the app's policy.</summary>
    public static readonly TheoryData<string> Apps =
    [
        "plain", "fallback", "strict fallback", "default", "group policy", "policy on the endpoints", "requirement on the endpoints",
        "bare RequireAuthorization", "cookies", "cookies by default", "own result handler",
    ];

    private static readonly HashSet<string> _asksForMore =
        ["strict fallback", "default", "group policy", "policy on the endpoints", "requirement on the endpoints"];

    [Fact]
    public async Task A_requirement_that_everybody_meets_lets_nobody_in_who_is_not_signed_in()
    {
        await using var app = await ConnectApp.StartAsync(map: app => app.MapPolytomicConnect().RequireAuthorization(policy => policy.RequireAssertion(_ => true)));

        foreach (var (method, path) in Ask.Guarded)
        {
            using var response = await app.SendAsync(method, path);
            await ConnectApp.AssertRefusedAsync(response, 401, "unauthenticated");
        }

        Assert.Empty(app.Polytomic.Requests);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Nobody_is_told_so_in_json_and_never_sent_to_a_login_page(string kind)
    {
        await using var app = await StartAsync(kind);

        foreach (var (method, path) in Ask.Guarded)
        {
            using var response = await app.SendAsync(method, path);
            await ConnectApp.AssertRefusedAsync(response, 401, "unauthenticated");
            Assert.Equal("no-store", response.Header("Cache-Control"));
        }

        Assert.Empty(app.Polytomic.Requests);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task A_user_gets_in_who_meets_what_the_app_asks_for(string kind)
    {
        await using var app = await StartAsync(kind);

        using var start = await app.SendAsync("POST", Ask.Connect, "alice; plan=" + Granted);
        using var types = await app.SendAsync("GET", Ask.Types, "alice; plan=" + Granted);
        using var status = await app.SendAsync("GET", Ask.Status + "?session=x", "alice; plan=" + Granted);

        Assert.Equal(HttpStatusCode.OK, start.StatusCode);
        Assert.Equal(HttpStatusCode.OK, types.StatusCode);
        await ConnectApp.AssertRefusedAsync(status, 400, "session_invalid");
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task A_user_who_does_not_is_forbidden_in_json(string kind)
    {
        await using var app = await StartAsync(kind);

        foreach (var (method, path) in Ask.Guarded)
        {
            using var response = await app.SendAsync(method, path, "alice");
            if (_asksForMore.Contains(kind))
            {
                await ConnectApp.AssertRefusedAsync(response, 403, "forbidden");
            }
            else
            {
                Assert.NotEqual("forbidden", await response.CodeAsync());
                Assert.NotEqual(401, (int)response.StatusCode);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task The_completion_page_says_it_on_a_page(string kind)
    {
        await using var app = await StartAsync(kind);

        using var arrival = await app.SendAsync("GET", Ask.Complete + "?state=x");
        using var again = await app.SendAsync("GET", Ask.Complete + "?state=x&look=1");
        using var user = await app.SendAsync("GET", Ask.Complete + "?state=x", "alice");

        Assert.Equal((200, "text/html"), ((int)arrival.StatusCode, arrival.Content.Headers.ContentType!.MediaType));
        Assert.Equal((401, "text/html"), ((int)again.StatusCode, again.Content.Headers.ContentType!.MediaType));
        Assert.Equal((_asksForMore.Contains(kind) ? 403 : 400, "text/html"), ((int)user.StatusCode, user.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Script_and_stylesheet_are_public(string kind)
    {
        await using var app = await StartAsync(kind);

        foreach (var path in (string[])[Ask.Script, Ask.Stylesheet])
        {
            using var response = await app.SendAsync("GET", path, headers: [("Sec-Fetch-Site", "cross-site")]);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Anonymous_users_get_in_once_the_app_says_so(string kind)
    {
        await using var app = await StartAsync(kind, allowAnonymous: true);

        using var start = await app.SendAsync("POST", Ask.Connect);
        using var types = await app.SendAsync("GET", Ask.Types);

        Assert.Equal(HttpStatusCode.OK, start.StatusCode);
        Assert.Equal(HttpStatusCode.OK, types.StatusCode);
    }

    [Fact]
    public async Task Without_authentication_in_the_app_nobody_gets_in_and_nothing_throws()
    {
        await using var app = await ConnectApp.StartAsync(authentication: false);

        foreach (var (method, path) in Ask.Guarded)
        {
            await ConnectApp.AssertRefusedAsync(await app.SendAsync(method, path), 401, "unauthenticated");
        }

        using var script = await app.SendAsync("GET", Ask.Script);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
    }

    [Fact]
    public async Task A_middleware_of_the_apps_own_can_say_who_calls()
    {
        await using var app = await ConnectApp.StartAsync(
            authentication: false,
            pipeline: app => app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "alice")], "Own"));
                return next(context);
            }).UseRouting());

        using var response = await app.SendAsync("POST", Ask.Connect);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_policy_may_bring_its_own_authentication_scheme()
    {
        await using var app = await ConnectApp.StartAsync(
            builder: builder =>
            {
                builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");
                builder.Services.AddAuthorizationBuilder().AddPolicy("Api", policy => policy.AddAuthenticationSchemes("Header").RequireAuthenticatedUser().RequireClaim("plan"));
            },
            map: app => app.MapPolytomicConnect().RequireAuthorization("Api"));

        using var granted = await app.SendAsync("POST", Ask.Connect, "alice; plan=pro");
        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
        await ConnectApp.AssertRefusedAsync(await app.SendAsync("POST", Ask.Connect, "alice"), 403, "forbidden");
        await ConnectApp.AssertRefusedAsync(await app.SendAsync("POST", Ask.Connect), 401, "unauthenticated");
    }

    [Fact]
    public async Task A_user_whom_nothing_identifies_is_forbidden()
    {
        await using var app = await ConnectApp.StartAsync(map: app => app.MapPolytomicConnect().AllowAnonymous());

        foreach (var (method, path) in Ask.Guarded)
        {
            await ConnectApp.AssertRefusedAsync(await app.SendAsync(method, path, "; role=admin"), 403, "forbidden");
        }
    }

    [Fact]
    public async Task The_apps_requirements_are_not_asked_for_a_page_of_another_site()
    {
        var asked = 0;
        await using var app = await ConnectApp.StartAsync(
            builder: builder => builder.Services.AddAuthorizationBuilder().AddPolicy("Counting", policy => policy.RequireAssertion(_ => ++asked < 0)),
            map: app => app.MapPolytomicConnect().RequireAuthorization("Counting"));

        foreach (var (method, path) in Ask.Guarded)
        {
            await ConnectApp.AssertRefusedAsync(await app.SendAsync(method, path, "alice", [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")]), 403, "cross_site_request");
        }

        Assert.Equal(0, asked);
    }

    private static Task<ConnectApp> StartAsync(string kind, bool allowAnonymous = false)
    {
        var settings = new Dictionary<string, string?>
        {
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            ["PolytomicConnect:Policies:All:AllowAnonymous"] = "true",
        };
        return ConnectApp.StartAsync(settings, builder: Build, map: Map);

        void Build(WebApplicationBuilder builder)
        {
            var authorization = builder.Services.AddAuthorizationBuilder().AddPolicy("Plan", policy => policy.RequireClaim("plan", Granted));
            switch (kind)
            {
                case "fallback":
                    authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
                    break;
                case "strict fallback":
                    authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireClaim("plan", Granted).Build());
                    break;
                case "default":
                    authorization.SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim("plan", Granted).Build());
                    break;
                case "cookies":
                    builder.Services.AddAuthentication().AddCookie();
                    break;
                case "cookies by default":
                    builder.Services.AddAuthentication(options =>
                    {
                        options.DefaultAuthenticateScheme = "Header";
                        options.DefaultChallengeScheme = options.DefaultForbidScheme = "Cookies";
                    }).AddCookie("Cookies");
                    authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
                    break;
                case "own result handler":
                    builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, ToLoginPage>();
                    break;
            }
        }

        void Map(WebApplication app)
        {
            var endpoints = kind switch
            {
                "group policy" => app.MapGroup("").RequireAuthorization("Plan").MapPolytomicConnect(),
                "policy on the endpoints" => app.MapPolytomicConnect().RequireAuthorization("Plan"),
                "requirement on the endpoints" => app.MapPolytomicConnect().WithMetadata(new PlanAttribute()),
                "bare RequireAuthorization" => app.MapPolytomicConnect().RequireAuthorization(),
                _ => app.MapPolytomicConnect(),
            };
            if (allowAnonymous)
            {
                endpoints.AllowAnonymous();
            }
        }
    }

    private sealed class ToLoginPage : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded)
            {
                return next(context);
            }

            context.Response.Redirect("/login");
            return Task.CompletedTask;
        }
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class PlanAttribute : Attribute, IAuthorizationRequirementData, IAuthorizationRequirement
    {
        public IEnumerable<IAuthorizationRequirement> GetRequirements()
        {
            yield return new Microsoft.AspNetCore.Authorization.Infrastructure.ClaimsAuthorizationRequirement("plan", [Granted]);
        }
    }
}

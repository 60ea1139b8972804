using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MvcSample.Tests.OtherSite;

/// <summary>
/// An application on <c>localhost</c> whose cookie goes along from other sites too, so that nothing but the product stands between them and its
/// endpoints. On <c>127.0.0.1</c> the same server plays another site, and on another port another origin of the same site. Alice may connect HubSpot, Bob nothing.
/// </summary>
internal sealed class CookieApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CookieApp(WebApplication app) => _app = app;

    public string Url => $"http://localhost:{PortOf(0)}";

    public string OtherSite => $"http://127.0.0.1:{PortOf(0)}";

    public string OtherOrigin => $"http://localhost:{PortOf(1)}";

    /// <summary>Who was signed in at the requests that came from elsewhere.</summary>
    public ConcurrentQueue<string> SignedInFromElsewhere { get; } = new();

    /// <summary>The paths that Polytomic was asked for.</summary>
    public ConcurrentQueue<string> Upstream { get; } = new();

    public static async Task<CookieApp> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Any, 0);
            kestrel.Listen(IPAddress.Any, 0);
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PolytomicConnect:Token"] = "key",
            ["PolytomicConnect:BaseUrl"] = "https://polytomic.example",
            ["PolytomicConnect:Policies:Some:Users:0"] = "alice",
            ["PolytomicConnect:Policies:Some:Integrations:0"] = "hubspot",
        });
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.SameSite = SameSiteMode.None;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        });
        CookieApp? host = null;
        builder.Services.AddPolytomicConnect().HttpClient.ConfigurePrimaryHttpMessageHandler(() => new Polytomic(() => host!));
        var app = builder.Build();
        host = new CookieApp(app);
        app.UseAuthentication();
        app.Use(host.NoteAsync);
        app.MapPolytomicConnect();
        app.MapGet("/as/{user}", SignInAsync);
        app.MapGet("/page", () => Results.Content("<!DOCTYPE html><title>Page</title>", "text/html"));
        await app.StartAsync(cancellationToken);
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private int PortOf(int listener) => new Uri(_app.Urls.ElementAt(listener)).Port;

    private Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/_") && context.Request.Headers["Sec-Fetch-Site"] != "same-origin" && context.User.Identity?.Name is { } user)
        {
            SignedInFromElsewhere.Enqueue($"{user} {context.Request.Method} {context.Request.Path}");
        }

        return next(context);
    }

    private static async Task SignInAsync(HttpContext context, string user)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user), new(ClaimTypes.Name, user)], "Test");
        await context.SignInAsync(new ClaimsPrincipal(identity));
        context.Response.Redirect("/page");
    }

    private sealed class Polytomic(Func<CookieApp> host) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            host().Upstream.Enqueue(path);
            var answer = path switch
            {
                "/api/connections/connect" => """{"data":{"redirect_url":"https://polytomic.example/connect?token=t"}}""",
                "/api/connection_types" => """{"data":[{"id":"hubspot","name":"HubSpot"}]}""",
                _ => """{"data":[]}""",
            };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") });
        }
    }
}

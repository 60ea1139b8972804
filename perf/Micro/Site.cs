using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.Micro;

/// <summary>An MVC app with the product in it, without a server.</summary>
internal sealed class Site : IDisposable
{
    private readonly WebApplication _app;
    private readonly string _antiforgeryCookie;

    public Site()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PolytomicConnect:Token"] = "token",
            ["PolytomicConnect:Policies:Marketing:Roles:0"] = "marketing",
            ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "hubspot",
        });
        builder.Services.AddSingleton<IServer, NoServer>();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddControllersWithViews();
        builder.Services.AddPolytomicConnect();
        _app = builder.Build();
        _app.MapPolytomicConnect();
        _app.StartAsync().GetAwaiter().GetResult();

        // A user who has been here before, as most have.
        var first = CreateContext();
        first.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(first);
        _antiforgeryCookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];
    }

    public IServiceProvider Services => _app.Services;

    public static ClaimsPrincipal Alice { get; } = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "alice"), new Claim(ClaimTypes.Role, "marketing")], "Stub"));

    /// <summary>A request for a page, of a user who may connect HubSpot.</summary>
    public HttpContext CreateContext()
    {
        var http = new DefaultHttpContext { RequestServices = _app.Services, User = Alice };
        http.Request.Scheme = "https";
        http.Request.Host = new HostString("app.example.com");
        http.Request.Path = "/integrations";
        http.Request.Headers.Cookie = _antiforgeryCookie;
        http.Features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        return http;
    }

    public void Dispose() => ((IDisposable)_app).Dispose();

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}

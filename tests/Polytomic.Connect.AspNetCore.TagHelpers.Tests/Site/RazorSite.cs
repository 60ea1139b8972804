using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.TagHelpers.Tests.Site;

/// <summary>A site with views, in memory. Who looks is said by a header; hubspot and salesforce are for everybody who is signed in.</summary>
internal sealed class RazorSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RazorSite(WebApplication app) => _app = app;

    public static async Task<RazorSite> StartAsync(Action<IServiceCollection>? services = null, string? publicOrigin = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(RazorSite).Assembly.GetName().Name });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PolytomicConnect:Token"] = "token",
            ["PolytomicConnect:PublicOrigin"] = publicOrigin,
            ["PolytomicConnect:Policies:Crm:Integrations:0"] = "hubspot",
            ["PolytomicConnect:Policies:Crm:Integrations:1"] = "salesforce",
            ["PolytomicConnect:Policies:Admins:Users:0"] = "alice",
            ["PolytomicConnect:Policies:Admins:Integrations:0"] = "*",
        });
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddPolytomicConnect();
        builder.Services.AddControllersWithViews();
        builder.Services.AddRazorPages();
        builder.Services.AddOutputCache();
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UsePathBase("/base");
        app.Use(SignInAsync);
        app.UseRequestLocalization(localization => localization.AddSupportedUICultures("en", "de", "fr", "es-MX", "ja", "nl"));
        app.UseRouting();
        app.UseOutputCache();
        app.MapPolytomicConnect();
        app.MapControllers();
        app.MapRazorPages();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RazorSite(app);
    }

    public HttpClient ClientOf(string? user)
    {
        var client = _app.GetTestClient();
        if (user is not null)
        {
            client.DefaultRequestHeaders.Add("X-User", user);
        }

        return client;
    }

    public async Task<string> GetAsync(string path, string? user = "bob")
    {
        using var client = ClientOf(user);
        return await client.GetStringAsync(path, TestContext.Current.CancellationToken);
    }

    /// <summary>Shows a view with these attributes and hands back what was thrown.</summary>
    public async Task<InvalidOperationException> GetRefusalAsync(string path)
    {
        using var client = ClientOf("bob");
        return await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(path, TestContext.Current.CancellationToken));
    }

    /// <summary>What the first button of a page asks for, as the server reads it.</summary>
    public ConnectRequest OpenIntent(string html, string user)
    {
        var intent = Regex.Match(html, "name=\"intent\"[^>]* value=\"([^\"]+)\"").Groups[1].Value;
        var settings = _app.Services.GetRequiredService<CurrentSettings>().Value;
        return _app.Services.GetRequiredService<IntentSeal>().Open(intent, UserIdentity.Identify(Principal(user), settings));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task SignInAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers["X-User"] is [{ } user])
        {
            context.User = Principal(user);
        }

        return next(context);
    }

    private static ClaimsPrincipal Principal(string user) => new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "Header"));
}

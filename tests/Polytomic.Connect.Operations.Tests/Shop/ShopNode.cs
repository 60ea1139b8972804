using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Polytomic.Connect.Operations.Tests.Shop;

/// <summary>One node of a shop, set up as docs/operations.md says: a test compares the two.</summary>
internal static class ShopNode
{
    public const string Argument = "node";

    /// <summary>The header that says which node answered.</summary>
    public const string NodeHeader = "X-Node";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        string Setting(string key) => builder.Configuration[key] ?? throw new InvalidOperationException($"{key} is missing.");
        var (keys, redis, secrets, proxy) = (Setting("Keys"), Setting("Redis"), Setting("Secrets"), Setting("Proxy"));

        builder.Configuration.AddKeyPerFile(secrets, optional: true, reloadOnChange: true);
        builder.Services.AddDataProtection()
            .SetApplicationName("shop")
            .PersistKeysToFileSystem(new DirectoryInfo(keys));
        builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Add(IPAddress.Parse(proxy)); // nginx, as the nodes see it
        });
        builder.Services.AddHealthChecks().AddPolytomicConnect(tags: ["polytomic"]);

        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(Setting("Database")));
        builder.Services.AddPolytomicConnect().AddCompletionHandler<RecordConnection>();

        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers[NodeHeader] = Setting("Node");
            return next(context);
        });
        app.UseForwardedHeaders();
        app.UsePathBase("/shop");
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPolytomicConnect();
        app.MapHealthChecks("/healthz", new() { Predicate = check => !check.Tags.Contains("polytomic") });
        app.MapHealthChecks("/healthz/polytomic", new() { Predicate = check => check.Tags.Contains("polytomic") });
        app.MapPost("/login/{user}", (string user, HttpContext context) => context.SignInAsync(
            new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user)], CookieAuthenticationDefaults.AuthenticationScheme))));
        app.MapGet("/who", (HttpContext context) => $"{context.User.FindFirstValue(ClaimTypes.NameIdentifier)} at {context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}");
        await app.RunAsync();
        return 0;
    }
}

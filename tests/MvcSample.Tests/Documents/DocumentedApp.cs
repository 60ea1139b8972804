using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore;
using Polytomic.Connect.Sandbox;

namespace MvcSample.Tests.Documents;

/// <summary>An application that does what the documents say, with a database of its own and the sandbox in place of Polytomic.</summary>
internal sealed class DocumentedApp : IAsyncDisposable
{
    private readonly string _database = Path.GetTempFileName();
    private readonly WebApplication _app;

    private DocumentedApp(string settings, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Configuration.Sources.Clear(); // the sample's own settings lie beside the tests
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PolytomicConnect:BaseUrl"] = "http://localhost/polytomic",
            ["PolytomicConnect:Token"] = "sandbox-token",
            ["PolytomicConnect:PublicOrigin"] = "http://localhost",
        });
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(settings)));
        builder.Services.AddDbContext<AppDb>(options => options.UseSqlite($"Data Source={_database};Pooling=False"));
        builder.Services.AddAuthentication();
        builder.Services.AddPolytomicSandbox(options => options.Tokens = ["sandbox-token", "key-of-northwind", "key-of-contoso"]);
        builder.Services.AddPolytomicConnect().HttpClient
            .ConfigurePrimaryHttpMessageHandler(services => ((TestServer)services.GetRequiredService<IServer>()).CreateHandler());
        configure(builder);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.Use((context, next) =>
        {
            if (context.Request.Headers["Test-User"] is [{ } user])
            {
                context.User = User((ClaimTypes.NameIdentifier, user));
            }

            return next(context);
        });
        _app.UseAuthorization();
        _app.MapPolytomicConnect();
        _app.MapPolytomicSandbox("/polytomic");
    }

    public IPolytomicConnect Connect => _app.Services.GetRequiredService<IPolytomicConnect>();

    public PolytomicSandbox Sandbox => _app.Services.GetRequiredService<PolytomicSandbox>();

    public static async Task<DocumentedApp> StartAsync(string settings, Action<WebApplicationBuilder>? configure = null)
    {
        var app = new DocumentedApp(settings, configure ?? (_ => { }));
        await app.InDatabaseAsync(db => db.Database.EnsureCreatedAsync());
        await app._app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public async Task<T> InDatabaseAsync<T>(Func<AppDb, Task<T>> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    public Task AddAsync(params object[] rows) => InDatabaseAsync(db =>
    {
        db.AddRange(rows);
        return db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    /// <summary>Somebody's browser.</summary>
    public HttpClient ClientOf(string user)
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Add("Test-User", user);
        return client;
    }

    /// <summary>A user with these claims; nobody without any.</summary>
    public static ClaimsPrincipal User(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), claims.Length == 0 ? null : "test"));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        File.Delete(_database);
    }
}

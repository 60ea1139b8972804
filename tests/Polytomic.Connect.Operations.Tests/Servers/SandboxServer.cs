using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.Sandbox;

namespace Polytomic.Connect.Operations.Tests.Servers;

/// <summary>Polytomic, as the nodes see it: the sandbox behind an address of its own, apart from them.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    public const string Token = "sandbox-token";
    private readonly WebApplication _app;

    private SandboxServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single() + "/polytomic";

    public PolytomicSandbox Sandbox => _app.Services.GetRequiredService<PolytomicSandbox>();

    public static async Task<SandboxServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPolytomicSandbox();
        var app = builder.Build();
        app.MapPolytomicSandbox("/polytomic");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SandboxServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

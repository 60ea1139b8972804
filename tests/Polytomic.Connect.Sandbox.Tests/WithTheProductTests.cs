using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore;

namespace Polytomic.Connect.Sandbox.Tests;

/// <summary>The test that the sandbox's README shows, of an app that uses the product.</summary>
public class WithTheProductTests
{
    [Fact]
    public async Task An_app_connects_somebody_without_a_browser_and_without_a_network()
    {
        var completions = new List<ConnectCompletion>();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(
        [
            new("PolytomicConnect:Token", "sandbox-token"),
            new("PolytomicConnect:BaseUrl", "http://localhost/polytomic"),
            new("PolytomicConnect:Policies:All:AllowAnonymous", "true"),
            new("PolytomicConnect:Policies:All:Integrations:0", "*"),
        ]);
        builder.Services.AddSingleton(completions);
        builder.Services.AddPolytomicConnect().AddCompletionHandler<Recorder>()
            .HttpClient.ConfigurePrimaryHttpMessageHandler(services => ((TestServer)services.GetRequiredService<IServer>()).CreateHandler());
        builder.Services.AddPolytomicSandbox();
        await using var app = builder.Build();
        app.MapPolytomicConnect().AllowAnonymous();
        app.MapPolytomicSandbox("/polytomic");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        var sandbox = app.Services.GetRequiredService<PolytomicSandbox>();

        using var started = await client.PostAsJsonAsync("/_/api/connections/connect", new { name = "Mine", type = "postgresql" }, TestContext.Current.CancellationToken);
        var data = (await started.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["data"]!;
        var done = await sandbox.CompleteAsync(data["redirect_url"]!.GetValue<string>(), cancellationToken: TestContext.Current.CancellationToken);
        using var back = new HttpRequestMessage(HttpMethod.Get, done.RedirectUrl);
        back.Headers.Add("Cookie", started.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        using var landed = await client.SendAsync(back, TestContext.Current.CancellationToken);

        Assert.True(landed.IsSuccessStatusCode);
        Assert.Equal(done.Connection.Id.ToString(), Assert.Single(completions).Connection.Id);
        Assert.Equal(["/connections", "/connections/connect"], sandbox.Calls.Select(c => c.Path));
    }

    private sealed class Recorder(List<ConnectCompletion> completions) : IConnectCompletionHandler
    {
        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
        {
            completions.Add(completion);
            return Task.CompletedTask;
        }
    }
}

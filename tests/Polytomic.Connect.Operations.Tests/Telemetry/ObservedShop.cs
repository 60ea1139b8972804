using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Polytomic.Connect.Sandbox;

namespace Polytomic.Connect.Operations.Tests.Telemetry;

/// <summary>An application with OpenTelemetry as docs/operations.md adds it, an exporter for Prometheus, and something to see.</summary>
public sealed class ObservedShop : IAsyncLifetime
{
    private readonly List<Activity> _spans = [];
    private WebApplication _app = null!;
    private bool _isAway;

    /// <summary>What Prometheus would read.</summary>
    internal Scrape Scrape { get; private set; } = null!;

    /// <summary>The names of the spans.</summary>
    public IEnumerable<string> Spans => _spans.Select(span => span.OperationName);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(
        [
            new("PolytomicConnect:Token", "sandbox-token"),
            new("PolytomicConnect:BaseUrl", "http://localhost/polytomic"),
            new("PolytomicConnect:MaxAttempts", "1"),
            new("PolytomicConnect:Policies:All:AllowAnonymous", "true"),
            new("PolytomicConnect:Policies:All:Integrations:0", "hubspot"),
        ]);
        builder.Services.AddPolytomicConnect().HttpClient
            .ConfigurePrimaryHttpMessageHandler(services => new Line(((TestServer)services.GetRequiredService<IServer>()).CreateHandler(), () => _isAway));
        builder.Services.AddPolytomicSandbox();

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter("Polytomic.Connect.AspNetCore"))
            .WithTracing(tracing => tracing.AddSource("Polytomic.Connect.AspNetCore"));
#if !NET9_0_OR_GREATER
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddView(
            "polytomic.connect.upstream.duration",
            new ExplicitBucketHistogramConfiguration { Boundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] }));
#endif
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddPrometheusExporter())
            .WithTracing(tracing => tracing.AddInMemoryExporter(_spans));
        _app = builder.Build();
        _app.MapPolytomicConnect().AllowAnonymous();
        _app.MapPolytomicSandbox("/polytomic");
        _app.MapPrometheusScrapingEndpoint();
        await _app.StartAsync();
        await UseAsync();
        Scrape = Scrape.Parse(await _app.GetTestClient().GetStringAsync("/metrics"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>One session that is completed, one that is refused, and one that Polytomic does not answer.</summary>
    private async Task UseAsync()
    {
        using var browser = _app.GetTestClient();
        using var started = await StartAsync(browser, "hubspot");
        var data = (await started.Content.ReadFromJsonAsync<JsonNode>())!["data"]!;
        await _app.Services.GetRequiredService<PolytomicSandbox>().CompleteAsync(data["redirect_url"]!.GetValue<string>());
        browser.DefaultRequestHeaders.Add("Cookie", started.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        var status = (await browser.GetFromJsonAsync<JsonNode>("/_/api/connect_status?session=" + data["session"]))!;
        Assert.Equal("connected", status["data"]!["status"]!.GetValue<string>());

        using var refused = await StartAsync(browser, "api");
        Assert.Equal(403, (int)refused.StatusCode);
        _isAway = true;
        using var failed = await StartAsync(browser, "hubspot");
        Assert.Equal(502, (int)failed.StatusCode);
    }

    private static Task<HttpResponseMessage> StartAsync(HttpClient browser, string type) =>
        browser.PostAsJsonAsync("/_/api/connections/connect", new { name = "Mine", type });

    /// <summary>The line to Polytomic, which may break.</summary>
    private sealed class Line(HttpMessageHandler inner, Func<bool> isBroken) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            isBroken() ? throw new HttpRequestException("Nobody is there.") : base.SendAsync(request, cancellationToken);
    }
}

using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.StartUp;

/// <summary>With an address and a key of its own, the sample talks to that server and leaves the sandbox out.</summary>
public sealed class RealAddressTests(Chromium chromium)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Only_that_server_is_asked(string environment)
    {
        var asked = new ConcurrentBag<string>();
        await using var polytomic = await StartPolytomicAsync(asked);
        var address = polytomic.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using var sample = new SampleProcess(
            ("ASPNETCORE_ENVIRONMENT", environment),
            ("PolytomicConnect__BaseUrl", address),
            ("PolytomicConnect__Token", "the-key"));
        await sample.StartAsync(Cancellation);

        await using var alice = await Visitor.ArriveAsync(chromium.Browser, sample.Url);
        await alice.SignInAsync("Alice");
        var modal = await alice.OpenModalAsync(alice.Button("Connect PostgreSQL"));
        await modal.WaitForURLAsync($"{address}/connect?token=t");

        Assert.Contains(asked, call => call.StartsWith("POST /api/connections/connect", StringComparison.Ordinal));
        Assert.All(asked.Where(call => call.Contains("/api/", StringComparison.Ordinal)), call => Assert.EndsWith(" Bearer the-key", call, StringComparison.Ordinal));
        using var client = new HttpClient();
        using var sandbox = await client.GetAsync($"{sample.Url}/polytomic/api/me", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, sandbox.StatusCode);
        Assert.DoesNotContain("the-key", sample.Output, StringComparison.Ordinal);
        Assert.Empty(alice.Problems);
    }

    private static async Task<WebApplication> StartPolytomicAsync(ConcurrentBag<string> asked)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Use(next => context =>
        {
            asked.Add($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}");
            return next(context);
        });
        app.MapGet("/api/connection_types", () => Results.Json(new { data = new[] { new { id = "postgresql", name = "PostgreSQL" } } }));
        app.MapPost("/api/connections/connect", (HttpRequest request) =>
            Results.Json(new { data = new { redirect_url = $"{request.Scheme}://{request.Host}/connect?token=t", token = "t" } }));
        app.MapGet("/api/connections", () => Results.Json(new { data = Array.Empty<object>() }));
        app.MapGet("/connect", () => Results.Content("<!DOCTYPE html><link rel=icon href=data:,><title>Polytomic</title>", "text/html"));
        await app.StartAsync(Cancellation);
        return app;
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.Sandbox.Tests.Support;

/// <summary>A real web server on this machine for the types that fetch something.</summary>
internal sealed class WebTarget : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WebTarget(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public ConcurrentQueue<(string Path, IHeaderDictionary Headers, string Body)> Requests { get; } = new();

    /// <summary>Somebody waits for an answer that does not come.</summary>
    public Task Waiting => _waiting.Task;

    public static async Task<WebTarget> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var target = new WebTarget(app);
        app.Use(async (context, next) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase));
            target.Requests.Enqueue((context.Request.Path + context.Request.QueryString, headers, await reader.ReadToEndAsync()));
            await next(context);
        });
        app.MapGet("/leads.csv", () => Results.Text("\uFEFFid,\"full, name\",mail\r\n1,Ada,a@acme.example", "text/csv"));
        app.MapGet("/page", () => Results.Text("<!doctype html>", "text/html"));
        app.MapGet("/loop", () => Results.Redirect("/loop"));
        app.MapGet("/moved", () => Results.Redirect("/leads.csv"));
        app.MapGet("/away", (HttpContext context) => Results.Redirect($"http://localhost:{context.Connection.LocalPort}/leads.csv"));
        app.MapGet("/endless", async (HttpContext context) =>
        {
            var chunk = System.Text.Encoding.ASCII.GetBytes("a,b\n" + new string('x', 64 * 1024));
            for (var i = 0; i < 2000; i++)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        });
        app.MapGet("/silent", (HttpContext context) => target.HangAsync(context));
        app.MapGet("/dripping", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("id,na", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await target.HangAsync(context);
        });
        app.MapGet("/v1/health", () => Results.Ok());
        app.MapGet("/v1", () => Results.StatusCode(503));
        app.MapPost("/hook", () => Results.Accepted());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return target;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HangAsync(HttpContext context)
    {
        _waiting.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller is gone.
        }
    }
}

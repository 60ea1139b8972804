using System.Collections.Concurrent;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Pages;
using Polytomic.Connect.AspNetCore.Script;

namespace MvcSample.Tests.Widget;

/// <summary>
/// Plays the app and its endpoints on <c>localhost</c>, Polytomic's modal on <c>127.0.0.1</c> and a provider on <c>127.0.0.2</c>, so that the
/// script and the pages are tested alone and every answer can be made to go wrong.
/// </summary>
public sealed class WidgetHost : IAsyncDisposable
{
    public const string Prefix = "/base/_/api";

    private readonly WebApplication app;
    private int lastSession;

    private WidgetHost(WebApplication app) => this.app = app;

    public ConcurrentDictionary<string, WidgetSession> Sessions { get; } = new();

    public ConcurrentQueue<JsonElement> ConnectRequests { get; } = new();

    /// <summary>The pages of the app, by path.</summary>
    public ConcurrentDictionary<string, WidgetPage> Pages { get; } = new();

    /// <summary>Answers the connect call instead of the host.</summary>
    public Func<HttpContext, Task>? OnConnect { get; set; }

    /// <summary>Answers the status call instead of the host.</summary>
    public Func<HttpContext, Task>? OnStatus { get; set; }

    public string ModalCoop { get; set; } = "unsafe-none";

    public string ProviderCoop { get; set; } = "unsafe-none";

    public string App => $"http://localhost:{Port}";

    public string Modal => $"http://127.0.0.1:{Port}/modal";

    public int Port { get; private set; }

    public static async Task<WidgetHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Any, 0));
        var app = builder.Build();
        var host = new WidgetHost(app);
        app.MapPost($"{Prefix}/connections/connect", host.ConnectAsync);
        app.MapGet($"{Prefix}/connect_status", host.StatusAsync);
        app.MapGet($"{Prefix}/connect_complete", host.CompleteAsync);
        app.MapGet($"{Prefix}/connect.js", ConnectAsset.Script.WriteAsync);
        app.MapGet($"{Prefix}/connect.css", ConnectAsset.Stylesheet.WriteAsync);
        app.MapGet("/modal", host.ShowModalAsync);
        app.MapGet("/provider", host.ShowProviderAsync);
        app.MapGet("/finish", host.FinishAsync);
        app.MapGet("/{path}", host.ShowPageAsync);
        await app.StartAsync();
        host.Port = new Uri(app.Urls.First()).Port;
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    public static Task ProblemAsync(HttpContext http, int status, string code, string error)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(
            new { status, title = "Refused", detail = error, code, error }, options: null, contentType: MediaTypeNames.Application.ProblemJson, http.RequestAborted);
    }

    public Task AnswerConnectAsync(HttpContext http)
    {
        var session = new WidgetSession("session-" + Interlocked.Increment(ref lastSession));
        Sessions[session.Id] = session;
        return http.Response.WriteAsJsonAsync(new { data = new { redirect_url = $"{Modal}?session={session.Id}", session = session.Id } });
    }

    private async Task ConnectAsync(HttpContext http)
    {
        if (http.Request.HasFormContentType)
        {
            http.Response.Redirect($"{Modal}?session=form");
            return;
        }

        ConnectRequests.Enqueue(await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body));
        await (OnConnect ?? AnswerConnectAsync)(http);
    }

    private Task StatusAsync(HttpContext http)
    {
        var session = Sessions[http.Request.Query["session"].ToString()];
        session.CountQuestion();
        if (OnStatus is { } answer)
        {
            return answer(http);
        }

        var connection = session.Status == "connected"
            ? new { id = "c-" + session.Id, name = "My connection", type = "postgresql", status = "healthy" } : null;
        return http.Response.WriteAsJsonAsync(
            connection is null ? (object)new { data = new { status = session.Status } } : new { data = new { status = session.Status, connection } });
    }

    private Task CompleteAsync(HttpContext http)
    {
        var state = http.Request.Query["state"].ToString();
        var page = Sessions.GetValueOrDefault(state)?.Status switch
        {
            "connected" => ConnectPages.Connected(http, state, "/home?from=completion"),
            "pending" => ConnectPages.Pending(http, "/home", again: null),
            _ => ConnectPages.Error(http, "The session is not known.", "/home"),
        };
        return page.WriteAsync(http, Prefix, page.Kind == PageKind.Error ? 400 : 200);
    }

    private Task ShowModalAsync(HttpContext http)
    {
        http.Response.Headers["Cross-Origin-Opener-Policy"] = ModalCoop;
        var session = http.Request.Query["session"];
        return Html(http, $"""
            <h1>Modal</h1>
            <a id="finish" href="/finish?session={session}">Save</a>
            <a id="provider" href="http://127.0.0.2:{Port}/provider?session={session}">Sign in at the provider</a>
            """);
    }

    private Task ShowProviderAsync(HttpContext http)
    {
        http.Response.Headers["Cross-Origin-Opener-Policy"] = ProviderCoop;
        return Html(http, $"""
            <h1>Provider</h1>
            <a id="approve" href="http://127.0.0.1:{Port}/finish?session={http.Request.Query["session"]}">Approve</a>
            """);
    }

    private Task FinishAsync(HttpContext http)
    {
        var session = http.Request.Query["session"].ToString();
        Sessions[session].Status = "connected";
        http.Response.Redirect($"{App}{Prefix}/connect_complete?state={session}");
        return Task.CompletedTask;
    }

    private Task ShowPageAsync(HttpContext http, string path)
    {
        var page = Pages.GetValueOrDefault(path, new WidgetPage());
        foreach (var (name, value) in page.Headers)
        {
            http.Response.Headers[name] = value;
        }

        return Html(http, page.Body);
    }

    private static Task Html(HttpContext http, string body)
    {
        http.Response.Headers.TryAdd("Cache-Control", "no-store");
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Page</title></head><body>{body}</body></html>");
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Requests;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

/// <summary>A Kestrel that reads bodies and says what became of them; clients speak to it byte by byte.</summary>
internal sealed class BodyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<string> _outcomes = Channel.CreateUnbounded<string>();

    private BodyServer(Action<KestrelServerLimits> limits)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRequestDecompression();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            limits(kestrel.Limits);
        });
        _app = builder.Build();
        _app.UseWhen(http => http.Request.Path == "/unpack", app => app.UseRequestDecompression());
        _app.Run(AnswerAsync);
    }

    public static async Task<BodyServer> StartAsync(Action<KestrelServerLimits>? limits = null)
    {
        var server = new BodyServer(limits ?? (_ => { }));
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>The code of the next refusal, the name that was read, or the type of what should not have been thrown.</summary>
    public async Task<string> NextOutcomeAsync() => await _outcomes.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port, TestContext.Current.CancellationToken);
        return client;
    }

    public static Task SendAsync(TcpClient client, string text) => SendAsync(client, Encoding.Latin1.GetBytes(text));

    public static async Task SendAsync(TcpClient client, byte[] bytes) => await client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);

    public static string Head(string framing, string path = "/") => $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{framing}\r\n\r\n";

    /// <summary>The status line's number, as it comes over the wire.</summary>
    public static async Task<int> StatusAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        try
        {
            var body = await ConnectBodyReader.ReadAsync(http.Request, sameOrigin: true, http.RequestAborted);
            _outcomes.Writer.TryWrite(body.Name!);
        }
        catch (PolytomicConnectException e)
        {
            http.Response.StatusCode = e.Code == "request_too_large" ? 413 : e.Code == "unsupported_media_type" ? 415 : 400;
            _outcomes.Writer.TryWrite(e.Code);
        }
        catch (Exception e)
        {
            _outcomes.Writer.TryWrite(e is OperationCanceledException ? "canceled" : e.GetType().FullName!);
        }
    }
}

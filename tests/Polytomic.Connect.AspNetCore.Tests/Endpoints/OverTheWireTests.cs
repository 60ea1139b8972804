using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>Headers as no well-behaved client sends them, to a real server.</summary>
public class OverTheWireTests
{
    private const string Partner = "https://partner.example";

    [Theory]
    [InlineData("Origin:", 403)]
    [InlineData("Origin: ", 403)]
    [InlineData("Sec-Fetch-Site:", 403)]
    [InlineData("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: same-origin", 403)]
    [InlineData("sec-fetch-site: cross-site", 403)]
    [InlineData("ORIGIN: https://evil.example", 403)]
    [InlineData("Origin: null", 403)]
    [InlineData("Origin: null\r\nSec-Fetch-Site: same-origin", 403)]
    [InlineData("Origin: https://evil.example\r\nOrigin: null", 403)]
    [InlineData("Origin:   " + Partner + "  ", 200)]
    [InlineData("Sec-Fetch-Site: same-origin", 200)]
    [InlineData("Origin: http://localhost", 200)]
    [InlineData("Origin: http://localhost:80", 403)]
    [InlineData("Origin: https://localhost", 403)]
    [InlineData("X-Nothing: x", 200)]
    [InlineData("Idempotency-Key:", 400)]
    [InlineData("Idempotency-Key: a\r\nIdempotency-Key: a", 400)]
    [InlineData("Idempotency-Key: a, b", 400)]
    [InlineData("Idempotency-Key: a", 200)]
    [InlineData("Content-Encoding: gzip", 415)]
    public async Task A_start_is_answered_by_its_headers(string headers, int status)
    {
        await using var app = await StartAsync();

        var answer = await SendAsync(app, $"POST {Ask.Connect} HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n{headers}\r\n{Body}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? 1 : 0, app.Polytomic.Requests.Count);
    }

    [Theory]
    [InlineData("Host: 256.256.256.256")]
    [InlineData("Host: 0x.0x.0x.0xfff")]
    [InlineData("Host: a..b:99999")]
    [InlineData("Host:")]
    public async Task A_host_that_no_browser_accepts_is_a_bad_request(string host)
    {
        await using var app = await StartAsync();

        var answer = await SendAsync(app, $"POST {Ask.Connect} HTTP/1.1\r\n{host}\r\nX-User: alice\r\n{Body}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Empty(app.Polytomic.Starts);
    }

    /// <summary>Each as its own page would ask, or as a page of another site: neither way of asking leads around what a plain request meets.</summary>
    [Theory]
    [InlineData("POST http://evil.example/_/api/connections/connect HTTP/1.1", "Host: localhost", 400)]
    [InlineData("POST http://localhost/_/api/connections/connect HTTP/1.1", "Host: localhost\r\nOrigin: http://localhost", 200)]
    [InlineData("POST http://localhost/_/api/connections/connect HTTP/1.1", "Host: localhost\r\nOrigin: https://evil.example", 403)]
    [InlineData("POST //_/api/connections/connect HTTP/1.1", "Host: localhost", 404)]
    [InlineData("POST /_%2fapi/connections/connect HTTP/1.1", "Host: localhost", 404)]
    [InlineData("POST /_/api/connections%2fconnect HTTP/1.1", "Host: localhost", 404)]
    [InlineData("POST /_/api/connections/connect;x=1 HTTP/1.1", "Host: localhost", 404)]
    [InlineData("POST /_/api/connections/%63onnect HTTP/1.1", "Host: localhost\r\nSec-Fetch-Site: cross-site", 403)]
    [InlineData("POST /x/../_/api/connections/connect HTTP/1.1", "Host: localhost\r\nSec-Fetch-Site: cross-site", 403)]
    [InlineData("POST /x/%2e%2e/_/api/CONNECTIONS/connect/ HTTP/1.1", "Host: localhost\r\nSec-Fetch-Site: cross-site", 403)]
    [InlineData("POST /_/api/connections/connect?Sec-Fetch-Site=same-origin HTTP/1.1", "Host: localhost\r\nSec-Fetch-Site: cross-site", 403)]
    [InlineData("POST /_/api/connections/connect HTTP/1.0", "X: y", 400)]
    [InlineData("POST /_/api/connections/connect HTTP/1.0", "Origin: http://localhost", 403)]
    [InlineData("POST /_/api/connections/connect HTTP/1.1", "Host: localhost\r\nHost: evil.example", 400)]
    [InlineData("POST /_/api/connections/connect HTTP/1.1", "Host: localhost\r\nX-HTTP-Method-Override: GET\r\nOrigin: https://evil.example", 403)]
    [InlineData("GET /_/api/connections/connect HTTP/1.1", "Host: localhost", 405)]
    [InlineData("PUT /_/api/connections/connect HTTP/1.1", "Host: localhost", 405)]
    [InlineData("TRACE /_/api/connections/connect HTTP/1.1", "Host: localhost", 405)]
    [InlineData("HEAD /_/api/connection_types HTTP/1.1", "Host: localhost", 405)]
    [InlineData("POST /_/api/connection_types HTTP/1.1", "Host: localhost", 405)]
    [InlineData("POST /_/api/connect_complete HTTP/1.1", "Host: localhost", 405)]
    [InlineData("OPTIONS /_/api/connect_complete HTTP/1.1", "Host: localhost\r\nOrigin: https://evil.example", 405)]
    public async Task No_way_of_asking_leads_around_the_checks(string line, string headers, int status)
    {
        await using var app = await StartAsync();

        var answer = await SendAsync(app, $"{line}\r\n{headers}\r\nX-User: alice\r\n{Body}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Empty(CorsLines(answer));
        Assert.Equal(status == 200 ? 1 : 0, app.Polytomic.Requests.Count);
    }

    [Theory]
    [InlineData("Origin", 431)]
    [InlineData("Cookie", 431)]
    [InlineData("Idempotency-Key", 431)]
    [InlineData("Sec-Fetch-Site", 431)]
    public async Task A_huge_header_is_the_servers_to_refuse(string name, int status)
    {
        await using var app = await StartAsync();

        var answer = await SendAsync(app, $"POST {Ask.Connect} HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n{name}: {new string('x', 40_000)}\r\n{Body}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Empty(app.Polytomic.Requests);
    }

    [Theory]
    [InlineData("with any origin")]
    [InlineData("with every origin and credentials")]
    [InlineData("before routing")]
    [InlineData("written by hand")]
    public async Task The_apps_own_CORS_neither_opens_nor_closes_the_door(string kind)
    {
        await using var app = await StartAsync(pipeline: app =>
        {
            _ = kind switch
            {
                "with any origin" => app.UseRouting().UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()),
                "with every origin and credentials" => app.UseRouting().UseCors(policy => policy.SetIsOriginAllowed(_ => true).AllowCredentials().AllowAnyMethod()),
                "before routing" => app.UseCors(policy => policy.SetIsOriginAllowed(_ => true).AllowCredentials()).UseRouting(),
                _ => app.Use((context, next) =>
                {
                    context.Response.Headers.AccessControlAllowOrigin = "*";
                    return next(context);
                }).UseRouting(),
            };
            app.UseAuthentication().UseAuthorization();
        });

        var allowed = await SendAsync(app, $"POST {Ask.Connect} HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\nOrigin: {Partner}\r\n{Body}");
        var foreign = await SendAsync(app, $"GET {Ask.Types} HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\nOrigin: https://evil.example\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", allowed, StringComparison.Ordinal);
        Assert.Equal(["Access-Control-Allow-Credentials: true", "Access-Control-Allow-Origin: " + Partner, "Access-Control-Expose-Headers: Retry-After"], CorsLines(allowed));
        Assert.StartsWith("HTTP/1.1 403 ", foreign, StringComparison.Ordinal);
        Assert.Empty(CorsLines(foreign));
    }

    [Fact]
    public async Task A_preflight_is_answered_before_anybody_is_signed_in()
    {
        await using var app = await StartAsync();

        var answer = await SendAsync(app, $"OPTIONS {Ask.Connect} HTTP/1.1\r\nHost: localhost\r\nOrigin: {Partner}\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 204 ", answer, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Allow-Origin: " + Partner + "\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_has_the_headers_of_get_and_no_body()
    {
        await using var app = await StartAsync();

        var answer = await SendAsync(app, $"HEAD {Ask.Complete}?state=x HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Matches("Content-Length: [1-9]", answer);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_no_error()
    {
        await using var app = await StartAsync();
        var (asked, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        app.Polytomic.Intercept = async (_, cancellationToken) =>
        {
            asked.SetResult();
            await using var registration = cancellationToken.Register(left.SetResult);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        };

        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, app.Address.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"POST {Ask.Connect} HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n{Body}"), TestContext.Current.CancellationToken);
            await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
            client.Client.LingerState = new LingerOption(true, 0);
        }

        await left.Task.WaitAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Level >= LogLevel.Warning && !entry.Category.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal));
    }

    private static readonly string Body = $"Content-Type: application/json\r\nContent-Length: {Ask.Postgres.Length}\r\nConnection: close\r\n\r\n{Ask.Postgres}";

    private static string[] CorsLines(string answer) =>
        [.. answer.Split("\r\n").Where(line => line.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];

    private static Task<ConnectApp> StartAsync(Action<WebApplication>? pipeline = null) => ConnectApp.StartAsync(
        new() { ["PolytomicConnect:Policies:All:Integrations:0"] = "*", ["PolytomicConnect:AllowedOrigins:0"] = Partner },
        builder: builder =>
        {
            builder.Services.AddCors();
            builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        },
        pipeline: pipeline);

    private static async Task<string> SendAsync(ConnectApp app, string request)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, app.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Secrets;

/// <summary>Whatever is done with a secret: it is in no answer, on no page, in no log and in nothing that is read from code.</summary>
public class SecretsNowhereTests
{
    private const string Secret = "s3cr3t-hush";

    [Fact]
    public async Task A_secret_that_went_in_does_not_come_out()
    {
        var logs = new Logs();
        await using var host = await SandboxHost.StartAsync(build: b => b.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        var seen = new List<string>();
        async Task<JsonNode?> CallAsync(HttpMethod method, string path, string? body = null)
        {
            var result = await host.SendAsync(method, path, body);
            seen.Add($"{method} {path}: {result.Body?.ToJsonString()} {result.Headers}");
            return result.Body;
        }

        var made = await CallAsync(HttpMethod.Post, "connections", $$$"""{"name":"A","type":"stripe","configuration":{"api_key":"{{{Secret}}}","apiKey":"{{{Secret}}}"}}""");
        var id = made!["data"]!["id"]!.GetValue<string>();
        var postgres = $$$"""{"hostname":"127.0.0.1","port":1,"username":"u","password":"{{{Secret}}}","database":"d","ssl":false}""";
        await CallAsync(HttpMethod.Post, "connections", $$$"""{"name":"B","type":"postgresql","configuration":{{{postgres}}}}""");
        await CallAsync(HttpMethod.Post, "connections", $$$"""{"name":"B","type":"postgresql","validate":false,"configuration":{{{postgres}}}}""");
        await CallAsync(HttpMethod.Post, "connections/test", $$$"""{"type":"postgresql","configuration":{{{postgres}}}}""");
        await CallAsync(HttpMethod.Post, "connections/test", $$$"""{"type":"webhook","configuration":{"url":"http://u:{{{Secret}}}@127.0.0.1:1/x?key={{{Secret}}}#{{{Secret}}}","secret":"{{{Secret}}}"}}""");
        await CallAsync(HttpMethod.Post, "connections/test", $$$"""{"type":"api","configuration":{"url":"http://127.0.0.1:1/","headers":[{"name":"bad name","value":"v"}],"auth":{"basic":{"username":"u","password":"{{{Secret}}}"} } }""");
        foreach (var type in new[] { "api", "csv", "webhook" })
        {
            var pairs = $$"""[{"name":"a","value":"{{Secret}}"}]""";
            var given = $"\"url\":\"http://127.0.0.1:1/\",\"headers\":{pairs}{(type == "webhook" ? "" : $",\"parameters\":{pairs}")},\"auth\":{{\"query\":{pairs},\"header\":{{\"name\":\"a\",\"value\":\"{Secret}\"}},\"basic\":{{\"username\":\"u\",\"password\":\"{Secret}\"}}}}";
            Assert.NotNull((await CallAsync(HttpMethod.Post, "connections", $"{{\"name\":\"{type}\",\"type\":\"{type}\",\"validate\":false,\"configuration\":{{{given}}}}}"))!["data"]);
        }

        await CallAsync(HttpMethod.Post, "connections", $$$"""{"name":"C","type":"nope","configuration":{"api_key":"{{{Secret}}}"}}""");
        await CallAsync(HttpMethod.Post, "connections", $$$"""{"name":"C","type":"stripe","configuration":{"api_key":["{{{Secret}}}"]}}""");
        await CallAsync(HttpMethod.Post, "connections", $$$"""{"name":"C","type":"stripe","configuration":"{{{Secret}}}","api_key":"{{{Secret}}}"}""");
        await CallAsync(HttpMethod.Post, "connections", $$$"""{"name":"C","type":"bigquery","validate":false,"configuration":{"service_account":"{ {{{Secret}}}"}}""");
        await CallAsync(HttpMethod.Patch, $"connections/{id}", $$$"""{"configuration":{"api_key":"{{{Secret}}}"}}""");
        await CallAsync(HttpMethod.Put, $"connections/{id}", $$$"""{"name":"A","configuration":{"api_key":"{{{Secret}}}"}}""");
        await CallAsync(HttpMethod.Post, "connections/connect", $$$"""{"name":"D","redirect_url":"https://app.example/?state={{{Secret}}}","password":"{{{Secret}}}"}""");
        await CallAsync(HttpMethod.Post, "connections", "{\"" + Secret);
        await CallAsync(HttpMethod.Get, "connections");
        await CallAsync(HttpMethod.Get, $"connections/{id}");

        var browser = host.Browser();
        foreach (var (type, label) in new[] { ("stripe", "Secret key"), ("postgresql", "Password") })
        {
            await browser.OpenAsync(await host.StartSessionAsync(type, $"Modal {type}"));
            browser.Fill(label, Secret);
            await browser.SubmitAsync();
            seen.Add($"{type}: {browser.Html} {browser.Last.Headers}");
        }

        await browser.OpenAsync(await host.StartSessionAsync("stripe", extra: new JsonObject { ["connection"] = id }));
        seen.Add($"again: {browser.Html}");
        await browser.OpenAsync("http://localhost/polytomic/");
        seen.Add($"overview: {browser.Html}");
        var sandbox = host.Services.GetRequiredService<PolytomicSandbox>();
        seen.AddRange(sandbox.Calls.Select(c => $"call: {c}"));
        seen.AddRange(sandbox.Connections.Select(c => $"connection: {c.Configuration.ToJsonString()}"));

        // The host's own logs show what browsers ask for; the sandbox's show nothing that was typed.
        Assert.NotEmpty(logs.Lines);
        Assert.Null(seen.Concat(logs.Lines).FirstOrDefault(text => text.Contains(Secret, StringComparison.Ordinal)));
        Assert.Null(seen.Concat(logs.Lines).FirstOrDefault(text => text.Contains("sandbox-token", StringComparison.Ordinal)));
    }

    private sealed class Logs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

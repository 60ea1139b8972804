using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Tests.Secrets;
using Polytomic.Connect.AspNetCore.Tests.Testing;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Secrets;

/// <summary>
/// Product and sandbox in one application, from the click to the completion and through every failure, with a witness to all of it: logs with their scopes
/// and values, traces, metrics, exceptions, answers and pages. Neither the key nor what was typed is in any of it, nor a seal in anything of ours.
/// </summary>
[CollectionDefinition(nameof(SecretsOfBothTests), DisableParallelization = true)]
[Collection(nameof(SecretsOfBothTests))]
public sealed partial class SecretsOfBothTests : IDisposable
{
    private const string Key = "pk-Wq7/Very+Hidden=51zt";
    private const string Typed = "typed-pa55word!&<x>";

    private readonly Witness _witness = new();
    private readonly LogCollector _logs = new();
    private readonly HashSet<string> _seals = [];
    private readonly Faults _faults = new();

    [Fact]
    public async Task Are_nowhere_in_either_whatever_goes_wrong()
    {
        await using var app = await StartAsync();
        using var client = app.GetTestClient();

        // All goes well, but for a password that is wrong at first and an access that is denied.
        await ConnectAsync(app, client, "postgresql", ("Hostname", "127.0.0.1"), ("Port", "1"), ("Username", "u"), ("Password", Typed), ("Database", "d"));
        await ConnectAsync(app, client, "stripe", ("Secret key", "invalid"));
        Assert.Contains("\"connected\"", await ConnectAsync(app, client, "stripe", ("Secret key", Typed)), StringComparison.Ordinal);
        var browser = new ModalBrowser(app.GetTestServer());
        await browser.OpenAsync((await StartSessionAsync(client, "hubspot"))!.Value.Modal);
        await browser.SubmitAsync("~decision", "deny");
        NotePage(browser);

        // And nothing does: each failure says back what it was sent.
        foreach (var status in (int[])[200, 204, 301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504, 0])
        {
            _faults.Status = status;
            Assert.Null(await StartSessionAsync(client, "stripe"));
            await GetAsync(client, "/_/api/connection_types");
            await GetAsync(client, "/_/api/connect_status?session=" + _seals.First());
            await GetAsync(client, "/_/api/connect_complete?state=" + _seals.First());
            var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
            _witness.Note("health", string.Join(' ', report.Entries.Values.Select(entry => entry.Description + entry.Exception + string.Join(' ', entry.Data))));
        }

        Assert.True(_faults.Seen > 16);
        var sandbox = app.Services.GetRequiredService<PolytomicSandbox>();
        _witness.Note("sandbox", string.Join('\n', sandbox.Calls.Select(call => call.ToString()).Concat(sandbox.Connections.Select(made => made.Configuration.ToJsonString()))));
        browser = new ModalBrowser(app.GetTestServer());
        await browser.OpenAsync("http://localhost/polytomic/");
        NotePage(browser);
        AssertNothingLeaked();
    }

    public void Dispose() => _witness.Dispose();

    /// <summary>Connects as a person does, and returns what the product says of it in the end.</summary>
    private async Task<string> ConnectAsync(WebApplication app, HttpClient client, string type, params (string Label, string Value)[] fields)
    {
        var started = (await StartSessionAsync(client, type))!.Value;
        var browser = new ModalBrowser(app.GetTestServer());
        await browser.OpenAsync(started.Modal);
        NotePage(browser);
        foreach (var (label, value) in fields)
        {
            browser.Fill(label, value);
        }

        await browser.SubmitAsync();
        NotePage(browser);
        await GetAsync(client, "/_/api/connect_complete?state=" + started.Seal);
        return await GetAsync(client, "/_/api/connect_status?session=" + started.Seal);
    }

    private async Task<(string Modal, string Seal)?> StartSessionAsync(HttpClient client, string type)
    {
        using var response = await client.PostAsJsonAsync("/_/api/connections/connect", new { name = "Mine", type }, TestContext.Current.CancellationToken);
        await NoteAsync(response);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            client.DefaultRequestHeaders.Add("Cookie", cookies.Single().Split(';')[0]);
        }

        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        var data = (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["data"]!;
        var seal = data["session"]!.GetValue<string>();
        _seals.Add(seal);
        return (data["redirect_url"]!.GetValue<string>(), seal);
    }

    private async Task<string> GetAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return await NoteAsync(response);
    }

    private async Task<string> NoteAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        _witness.Note("answer", $"{response} {text}");
        return text;
    }

    private void NotePage(ModalBrowser browser) => _witness.Note("page", $"{browser.Url} {browser.Last} {browser.Html} {browser.Text}");

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = "Acme" });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(_logs);
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(
        [
            new("PolytomicSandbox:Tokens:0", Key),
            new("PolytomicConnect:Token", Key),
            new("PolytomicConnect:BaseUrl", "http://localhost/polytomic"),
            new("PolytomicConnect:MaxAttempts", "1"),
            new("PolytomicConnect:RateLimit:PermitLimit", "0"),
            new("PolytomicConnect:Policies:All:AllowAnonymous", "true"),
            new("PolytomicConnect:Policies:All:Integrations:0", "*"),
        ]);
        builder.Services.AddPolytomicConnect().HttpClient
            .ConfigurePrimaryHttpMessageHandler(services => ((TestServer)services.GetRequiredService<IServer>()).CreateHandler())
            .AddHttpMessageHandler(() => _faults);
        builder.Services.AddHealthChecks().AddPolytomicConnect();
        builder.Services.AddPolytomicSandbox();
        var app = builder.Build();
        app.MapPolytomicConnect().AllowAnonymous();
        app.MapPolytomicSandbox("/polytomic");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private void AssertNothingLeaked()
    {
        foreach (var entry in _logs.Entries)
        {
            _witness.Note("log " + entry.Category, $"{entry.Text} {entry.Values}");
        }

        var seen = _witness.Seen.ToList();
        foreach (var kind in (string[])["log Polytomic.Connect.AspNetCore", "log Microsoft.AspNetCore", "activity Polytomic.Connect", "metric polytomic.connect.sessions", "metric polytomic.connect.completions", "exception", "answer", "page", "health", "sandbox"])
        {
            Assert.Contains(seen, one => one.Source.StartsWith(kind, StringComparison.Ordinal));
        }

        Assert.Null(seen.FirstOrDefault(one => Spellings(Key).Concat(Spellings(Typed)).Any(secret => one.Text.Contains(secret, StringComparison.OrdinalIgnoreCase))).Text);
        Assert.InRange(_seals.Count, 4, 100);
        Assert.Null(seen.FirstOrDefault(one => IsOurs(one.Source) && _seals.Any(seal => one.Text.Contains(seal[..^4], StringComparison.Ordinal))).Text);
    }

    private static string[] Spellings(string secret) =>
    [
        secret, Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), WebUtility.HtmlEncode(secret), JsonValue.Create(secret).ToJsonString().Trim('"'),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret + ":")),
    ];

    /// <summary>Not the answers and pages that the session is for, nor the host's own record of the addresses that it was called with.</summary>
    private static bool IsOurs(string source) => !Others().IsMatch(source);

    [GeneratedRegex("^(answer|page|log Microsoft[.]AspNetCore[.]Hosting.*|activity Microsoft[.]AspNetCore)$")]
    private static partial Regex Others();

    /// <summary>Stands between product and sandbox, and says the key back in every place that has room for it.</summary>
    private sealed class Faults : DelegatingHandler
    {
        /// <summary>What to answer with; null for what the sandbox answers, 0 for no answer.</summary>
        public int? Status { get; set; }

        public int Seen { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Status is not { } status)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            Seen++;
            var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            if (status == 0)
            {
                throw new HttpRequestException("The connection was reset.");
            }

            var echo = new JsonObject { ["message"] = request.Headers.Authorization!.ToString(), ["sent"] = sent, ["data"] = new JsonObject { ["redirect_url"] = "https://elsewhere.example/?" + Key } };
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(echo.ToJsonString(), Encoding.UTF8, "application/json"), ReasonPhrase = Key };
            response.Headers.TryAddWithoutValidation("Location", "https://elsewhere.example/?" + Key);
            response.Headers.TryAddWithoutValidation("X-Echo", request.Headers.Authorization!.ToString());
            return response;
        }
    }
}

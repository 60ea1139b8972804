using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.Sandbox.Tests.Support;

/// <summary>An app with the sandbox in it, in this process.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public const string BackUrl = "https://app.example/back?state=a%2Fb";

    private readonly WebApplication _app;

    private SandboxHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public HttpClient Api { get; private set; } = null!;

    public static async Task<SandboxHost> StartAsync(Action<PolytomicSandboxOptions>? configure = null, Action<WebApplicationBuilder>? build = null, Action<WebApplication>? use = null, string environment = "Development")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = "Acme" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddPolytomicSandbox(configure);
        build?.Invoke(builder);
        var app = builder.Build();
        use?.Invoke(app);
        app.MapPolytomicSandbox("/polytomic");
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var host = new SandboxHost(app);
        host.Api = host.Client("sandbox-token");
        return host;
    }

    public HttpClient Client(string? token)
    {
        var client = _app.GetTestClient();
        client.BaseAddress = new Uri("http://localhost/polytomic/api/");
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        client.DefaultRequestHeaders.Add("X-Polytomic-Version", "2025-09-18");
        return client;
    }

    public ModalBrowser Browser() => new(_app.GetTestServer());

    /// <summary>Starts a session and returns where the browser is to go.</summary>
    public async Task<string> StartSessionAsync(string type = "postgresql", string name = "Mine", object? extra = null)
    {
        var body = new JsonObject { ["name"] = name, ["redirect_url"] = BackUrl, ["whitelist"] = new JsonArray(type) };
        if (extra is JsonObject more)
        {
            foreach (var (key, value) in more)
            {
                body[key] = value?.DeepClone();
            }
        }

        var answer = await PostAsync("connections/connect", body.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer.Body!["data"]!["redirect_url"]!.GetValue<string>();
    }

    public async Task<JsonArray> ConnectionsAsync() => (JsonArray)(await GetAsync("connections")).Body!["data"]!;

    public Task<ApiResult> GetAsync(string path) => SendAsync(HttpMethod.Get, path, body: null);

    public Task<ApiResult> PostAsync(string path, string body, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    public async Task<ApiResult> SendAsync(HttpMethod method, string path, string? body, string? idempotencyKey = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await (client ?? Api).SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ApiResult(response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, response.Headers);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record ApiResult(HttpStatusCode Status, JsonNode? Body, HttpResponseHeaders Headers)
{
    public string? Key => Body?["key"]?.GetValue<string>();

    public string? Message => Body?["message"]?.GetValue<string>();
}

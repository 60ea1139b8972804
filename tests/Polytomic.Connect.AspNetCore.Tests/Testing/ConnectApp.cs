using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Tests.Testing;

/// <summary>An application with Polytomic Connect in it, as small as it gets. Who calls is said by a header.</summary>
internal sealed class ConnectApp : IAsyncDisposable
{
    public const string Token = "secret-token-1234567890";
    private readonly WebApplication _app;

    private ConnectApp(WebApplication app, FakePolytomic polytomic, LogCollector logs)
    {
        _app = app;
        Polytomic = polytomic;
        Logs = logs;
    }

    public FakePolytomic Polytomic { get; }

    public LogCollector Logs { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Where a real server listens; of no use with the test server.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts an application in which signed-in users may connect everything, unless <paramref name="settings"/> say otherwise.</summary>
    /// <param name="settings">The product's configuration, besides key and base URL.</param>
    /// <param name="connect">Extends the product.</param>
    /// <param name="builder">Changes the application before it is built.</param>
    /// <param name="map">Maps the endpoints in place of <c>MapPolytomicConnect()</c>.</param>
    /// <param name="polytomic">What stands in for Polytomic.</param>
    /// <param name="upstream">An address to speak to over real sockets, in place of <paramref name="polytomic"/>.</param>
    /// <param name="pipeline">The middleware, in place of routing, authentication and authorization.</param>
    /// <param name="authentication">False for an application without <c>AddAuthentication</c>.</param>
    public static async Task<ConnectApp> StartAsync(
        Dictionary<string, string?>? settings = null,
        Action<PolytomicConnectBuilder>? connect = null,
        Action<WebApplicationBuilder>? builder = null,
        Action<WebApplication>? map = null,
        FakePolytomic? polytomic = null,
        string? upstream = null,
        Action<WebApplication>? pipeline = null,
        bool authentication = true)
    {
        polytomic ??= new FakePolytomic();
        var logs = new LogCollector();
        var app = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Development" });
        app.WebHost.UseTestServer();
        app.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PolytomicConnect:Token"] = Token,
            ["PolytomicConnect:BaseUrl"] = upstream ?? "https://polytomic.example",
        });
        app.Configuration.AddInMemoryCollection(settings ?? new() { ["PolytomicConnect:Policies:All:Integrations:0"] = "*" });
        app.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        app.Services.AddRouting();
        if (authentication)
        {
            app.Services.AddHeaderAuthentication();
        }

        var product = app.Services.AddPolytomicConnect();
        if (upstream is null)
        {
            product.HttpClient.ConfigurePrimaryHttpMessageHandler(() => polytomic);
        }

        connect?.Invoke(product);
        builder?.Invoke(app);

        var built = app.Build();
        if (pipeline is null)
        {
            pipeline = authentication
                ? app => app.UseRouting().UseAuthentication().UseAuthorization()
                : app => app.UseRouting().UseAuthorization();
        }

        pipeline(built);
        if (map is null)
        {
            built.MapPolytomicConnect();
        }
        else
        {
            map(built);
        }

        await built.StartAsync(TestContext.Current.CancellationToken);
        return new ConnectApp(built, polytomic, logs);
    }

    /// <summary>A client that calls as this user, from the app's own pages; null for nobody.</summary>
    public HttpClient ClientOf(string? user)
    {
        var client = _app.GetTestClient();
        client.BaseAddress = new Uri("https://app.example");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        if (user is not null)
        {
            client.DefaultRequestHeaders.Add("X-User", user);
        }

        return client;
    }

    public static Task<HttpResponseMessage> StartSessionAsync(HttpClient client, string json) =>
        client.PostAsync("/_/api/connections/connect", new StringContent(json, null, "application/json"), TestContext.Current.CancellationToken);

    public static async Task<JsonNode> JsonOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>Starts a session that must start, and returns its seal.</summary>
    public static async Task<string> SessionAsync(HttpClient client, string json = """{"name":"Mine","type":"postgresql"}""")
    {
        using var response = await StartSessionAsync(client, json);
        var answer = await JsonOf(response);
        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        return answer["data"]!["session"]!.GetValue<string>();
    }

    public static async Task<JsonNode> StatusAsync(HttpClient client, string session) =>
        await JsonOf(await client.GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken));

    public static async Task AssertRefusedAsync(HttpResponseMessage response, int status, string code)
    {
        var problem = await JsonOf(response);
        Assert.Equal((status, code), ((int)response.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(problem["detail"]!.GetValue<string>(), problem["error"]!.GetValue<string>());
        Assert.Equal(status, problem["status"]!.GetValue<int>());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

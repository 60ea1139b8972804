using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.Sandbox;

namespace MvcSample.Tests.Sandbox;

/// <summary>A sandbox alone, on a port of its own, with connection types that a test brings along.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private SandboxServer(DirectoryInfo folder, WebApplication app) => (_folder, _app) = (folder, app);

    public string Url => _app.Urls.Single();

    public PolytomicSandbox Sandbox => _app.Services.GetRequiredService<PolytomicSandbox>();

    /// <summary>What is stored of the only connection, secrets and all.</summary>
    public JsonNode Stored => JsonNode.Parse(File.ReadAllText(DataPath(_folder)))!["connections"]!.AsArray().Single()!["configuration"]!;

    /// <summary>A folder of published schemas, where one lies beside the checkout.</summary>
    public static string? Published { get; } = FindPublished();

    public static async Task<SandboxServer> StartAsync(string? schema = null, TimeProvider? time = null, string? typesPath = null)
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-server-");
        var types = folder.CreateSubdirectory("types");
        if (schema is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(types.FullName, "odd.json"), schema, TestContext.Current.CancellationToken);
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = "Acme" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.Services.AddPolytomicSandbox(o => (o.ConnectionTypesPath, o.DataPath) = (typesPath ?? types.FullName, DataPath(folder)));
        var app = builder.Build();
        app.MapPolytomicSandbox("/polytomic");
        app.MapGet("/back", () => "back");
        app.MapGet("/favicon.ico", () => Results.NoContent());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SandboxServer(folder, app);
    }

    /// <summary>Starts a session and returns where the browser is to go.</summary>
    public async Task<string> StartSessionAsync(string type = "odd", Guid? connection = null, string name = "Mine", string? redirectUrl = null)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-token");
        var order = new { name, redirect_url = redirectUrl ?? $"{Url}/back", whitelist = new[] { type }, connection };
        using var answer = await client.PostAsJsonAsync($"{Url}/polytomic/api/connections/connect", order, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return body!["data"]!["redirect_url"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string? FindPublished()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "connection-types")))
            {
                return Path.Combine(folder.FullName, "shared", "connection-types");
            }
        }

        return null;
    }

    private static string DataPath(DirectoryInfo folder) => Path.Combine(folder.FullName, "data.json");
}

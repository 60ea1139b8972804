using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.Sandbox.Connections;

namespace Polytomic.Connect.Sandbox.Tests.Support;

/// <summary>A sandbox with one connection type more, of any schema, and a browser at its form.</summary>
internal sealed class OddType : IAsyncDisposable
{
    public const string Id = "odd";

    private readonly DirectoryInfo _folder;

    private OddType(DirectoryInfo folder, SandboxHost host) => (_folder, Host, Browser) = (folder, host, host.Browser());

    public SandboxHost Host { get; }

    public ModalBrowser Browser { get; }

    /// <summary>What is stored, secrets and all.</summary>
    public JsonObject Stored => Host.Services.GetRequiredService<ConnectionStore>().All().Single().Configuration;

    public static async Task<OddType> OpenAsync(string schema)
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-odd-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{Id}.json"), schema, TestContext.Current.CancellationToken);
        var type = new OddType(folder, await SandboxHost.StartAsync(o => o.ConnectionTypesPath = folder.FullName));
        await type.Browser.OpenAsync(await type.Host.StartSessionAsync(Id));
        return type;
    }

    /// <summary>The form of a stored connection that is connected anew.</summary>
    public async Task OpenAgainAsync(string configuration)
    {
        var sandbox = Host.Services.GetRequiredService<PolytomicSandbox>();
        var connection = sandbox.AddConnection("Stored", Id, (JsonObject)JsonNode.Parse(configuration)!);
        await Browser.OpenAsync(await Host.StartSessionAsync(Id, extra: new JsonObject { ["connection"] = connection.Id.ToString() }));
    }

    public async Task ConnectAsync()
    {
        await Browser.SubmitAsync();
        Assert.Contains("is connected", Browser.Text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

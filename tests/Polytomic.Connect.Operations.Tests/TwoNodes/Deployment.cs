using MvcSample.Tests.Fixtures;
using Polytomic.Connect.AspNetCore.Tests.Testing;
using Polytomic.Connect.Operations.Tests.Servers;
using Polytomic.Connect.Operations.Tests.Shop;

namespace Polytomic.Connect.Operations.Tests.TwoNodes;

/// <summary>The shop as it runs in production: nginx, two nodes in processes of their own, Redis, a database; Polytomic is apart.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    public const string One = "one";
    public const string Two = "two";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shop-");
    private readonly Stack<IAsyncDisposable> _started = [];
    private readonly Dictionary<string, ServerProcess> _nodes = [];

    private Deployment()
    {
    }

    public SandboxServer Polytomic { get; private set; } = null!;

    public RedisServer Redis { get; private set; } = null!;

    public ShopDatabase Database { get; private set; } = null!;

    public Nginx Nginx { get; private set; } = null!;

    public ServerProcess Node(string name) => _nodes[name];

    public static async Task<Deployment> StartAsync(PostgresServer server)
    {
        var shop = new Deployment();
        try
        {
            await shop.StartAllAsync(server);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    private async Task StartAllAsync(PostgresServer server)
    {
        Polytomic = Started(await SandboxServer.StartAsync());
        Redis = Started(await RedisServer.StartAsync());
        Database = Started(await ShopDatabase.CreateAsync(server));
        _folder.CreateSubdirectory("secrets");
        await WriteKeyAsync(SandboxServer.Token);
        foreach (var name in new[] { One, Two })
        {
            _nodes.Add(name, Started(Launch(name)));
        }

        // At once, as after a deployment.
        var lines = await Task.WhenAll(_nodes.Values.Select(node => node.FoundAsync()));
        var addresses = lines.Select(line => line[(line.LastIndexOf('/') + 1)..].Trim()).ToArray();
        Nginx = Started(await Nginx.StartAsync(addresses[0], addresses[1]));
    }

    /// <summary>Replaces the key in the mounted secret.</summary>
    public Task WriteKeyAsync(string key) =>
        File.WriteAllTextAsync(Path.Combine(_folder.FullName, "secrets", "PolytomicConnect__Token"), key, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private T Started<T>(T server)
        where T : IAsyncDisposable
    {
        _started.Push(server);
        return server;
    }

    private ServerProcess Launch(string name)
    {
        var program = Path.ChangeExtension(typeof(ShopNode).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var settings = new Dictionary<string, string>
        {
            ["contentRoot"] = _folder.FullName,
            ["environment"] = "Production",
            ["urls"] = "http://127.0.0.1:0",
            ["Node"] = name,
            ["Keys"] = Path.Combine(_folder.FullName, "keys"),
            ["Secrets"] = Path.Combine(_folder.FullName, "secrets"),
            ["Redis"] = Redis.Configuration,
            ["Database"] = Database.Address,
            ["Proxy"] = "127.0.0.1",
            ["PolytomicConnect:BaseUrl"] = Polytomic.Address,
            ["PolytomicConnect:Policies:Everyone:Integrations:0"] = "hubspot",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        };
        return new ServerProcess(
            program,
            [ShopNode.Argument, .. settings.Select(setting => $"--{setting.Key}={setting.Value}")],
            line => line.Contains("Now listening on: ", StringComparison.Ordinal));
    }
}

using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

/// <summary>
/// An application in a process of its own. Its database is a folder with a file for each session: creating one is the commit, and the
/// file system lets nobody create it twice.
/// </summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    public const string Argument = "node";
    private const string Committed = "committed";
    private readonly Process _process;
    private readonly HttpClient _client;

    private NodeProcess(Process process, string address)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = new Uri(address) };
        _client.DefaultRequestHeaders.Add("X-User", "alice");
        _client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    public HttpClient Client => _client;

    /// <param name="polytomic">The address of Polytomic.</param>
    /// <param name="folder">Where keys and database are.</param>
    /// <param name="redis">The shared cache; null for none.</param>
    /// <param name="hangs">Whether the handler never comes back after its commit.</param>
    public static async Task<NodeProcess> StartAsync(string polytomic, DirectoryInfo folder, string? redis, bool hangs)
    {
        var program = Path.ChangeExtension(typeof(NodeProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var process = Process.Start(new ProcessStartInfo(program, [Argument, polytomic, folder.FullName, redis ?? "", hangs ? "hangs" : ""])
        {
            RedirectStandardOutput = true,
        })!;
        var address = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(address);
        return new NodeProcess(process, address);
    }

    public static IReadOnlyList<FileInfo> Rows(DirectoryInfo folder) => folder.GetFiles("*.row");

    public static int Runs(DirectoryInfo folder) => folder.GetFiles("*.run").Length;

    /// <summary>Waits for the handler's commit.</summary>
    public async Task CommittedAsync() =>
        Assert.Equal(Committed, await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

    /// <summary>SIGKILL: the process can do nothing about it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM: what an orchestrator sends first.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>What the process does.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (polytomic, folder, redis, hangs) = (arguments[0], arguments[1], arguments[2], arguments[3].Length > 0);
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Development" });
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PolytomicConnect:Token"] = ConnectApp.Token,
            ["PolytomicConnect:BaseUrl"] = polytomic,
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
        });
        builder.Services.AddRouting();
        builder.Services.AddHeaderAuthentication();
        builder.Services.AddDataProtection().SetApplicationName("nodes").PersistKeysToFileSystem(new(folder));
        if (redis.Length > 0)
        {
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
        }

        builder.Services.AddSingleton(new FolderDatabase(folder, hangs));
        builder.Services.AddPolytomicConnect().AddCompletionHandler<FolderHandler>();
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPolytomicConnect();
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await ((IHost)app).WaitForShutdownAsync();
        return 0;
    }

    private sealed record FolderDatabase(string Folder, bool Hangs);

    private sealed class FolderHandler(FolderDatabase database) : IConnectCompletionHandler
    {
        public async Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
        {
            await File.WriteAllTextAsync(Path.Combine(database.Folder, Guid.NewGuid() + ".run"), completion.SessionId, cancellationToken);
            try
            {
                using var row = new FileStream(Path.Combine(database.Folder, completion.SessionId + ".row"), FileMode.CreateNew);
            }
            catch (IOException)
            {
                // It has its row already.
            }

            Console.WriteLine(Committed);
            if (database.Hangs)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }
    }
}

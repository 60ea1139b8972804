using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Connections;

public sealed class DataPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-data-").FullName;

    private string DataPath => Path.Combine(_folder, "deep", "sandbox.json");

    [Fact]
    public async Task Connections_outlive_the_process_with_their_secrets()
    {
        string before;
        await using (var first = await SandboxHost.StartAsync(o => o.DataPath = DataPath))
        {
            await first.PostAsync("connections", """{"name":"A","type":"stripe","configuration":{"api_key":"k"}}""");
            before = (await first.ConnectionsAsync()).ToJsonString();
        }

        await using var second = await SandboxHost.StartAsync(o => o.DataPath = DataPath);

        Assert.Equal(before, (await second.ConnectionsAsync()).ToJsonString());
        Assert.Contains("\"api_key\": \"k\"", await File.ReadAllTextAsync(DataPath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_file_says_so_and_stops()
    {
        await using var first = await SandboxHost.StartAsync(o => o.DataPath = DataPath);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SandboxHost.StartAsync(o => o.DataPath = DataPath));

        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_write_leaves_the_old_state()
    {
        await using (var first = await SandboxHost.StartAsync(o => o.DataPath = DataPath))
        {
            first.Services.GetRequiredService<PolytomicSandbox>().AddConnection("A", "stripe");
        }

        await File.WriteAllTextAsync(DataPath + ".new", "{\"connections\":[", TestContext.Current.CancellationToken);
        await using var second = await SandboxHost.StartAsync(o => o.DataPath = DataPath);

        Assert.Single(await second.ConnectionsAsync());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_its_owner_can_read_it_whatever_was_there_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are those of Unix.");
        Directory.CreateDirectory(Path.GetDirectoryName(DataPath)!);
        foreach (var path in new[] { DataPath, DataPath + ".new" })
        {
            await File.WriteAllTextAsync(path, "{}", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        await using var host = await SandboxHost.StartAsync(o => o.DataPath = DataPath);
        host.Services.GetRequiredService<PolytomicSandbox>().AddConnection("A", "stripe");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DataPath));
    }

    [Fact]
    public async Task Whatever_depth_a_call_can_have_is_read_again()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60));
        await using (var first = await SandboxHost.StartAsync(o => o.DataPath = DataPath))
        {
            var added = await first.PostAsync("connections", $$$"""{"name":"A","type":"stripe","configuration":{"api_key":"k","deep":{{{deep}}}}}""");
            Assert.Equal(System.Net.HttpStatusCode.OK, added.Status);
        }

        await using var second = await SandboxHost.StartAsync(o => o.DataPath = DataPath);

        Assert.Single(await second.ConnectionsAsync());
    }

    [Fact]
    public async Task A_file_that_holds_something_else_stops_the_start()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DataPath)!);
        await File.WriteAllTextAsync(DataPath, "not json", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SandboxHost.StartAsync(o => o.DataPath = DataPath));

        Assert.Contains("PolytomicSandbox:DataPath", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

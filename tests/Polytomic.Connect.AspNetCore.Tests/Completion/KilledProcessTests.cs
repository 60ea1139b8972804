using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

/// <summary>Real processes, killed between what the handler committed and what the product recorded.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-node-");

    public void Dispose() => _folder.Delete(true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_handler_runs_again_elsewhere_and_the_database_keeps_one_row(bool isShared)
    {
        await using var redis = isShared ? await RedisServer.StartAsync() : null;
        await using var polytomic = await PolytomicServer.StartAsync();
        await using var killed = await NodeProcess.StartAsync(polytomic.Address, _folder, redis?.Configuration, hangs: true);
        var session = await ConnectApp.SessionAsync(killed.Client);
        polytomic.Polytomic.Connect();
        var lost = killed.Client.GetAsync("/_/api/connect_complete?state=" + session, TestContext.Current.CancellationToken);
        await killed.CommittedAsync();

        await killed.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        await using var other = await NodeProcess.StartAsync(polytomic.Address, _folder, redis?.Configuration, hangs: false);
        var status = await ConnectApp.StatusAsync(other.Client, session);

        Assert.Equal("connected", status["data"]!["status"]!.GetValue<string>());
        Assert.Equal(2, NodeProcess.Runs(_folder));
        Assert.Single(NodeProcess.Rows(_folder));
        Assert.Equal("connected", (await ConnectApp.StatusAsync(other.Client, session))["data"]!["status"]!.GetValue<string>());
        Assert.Equal(2, NodeProcess.Runs(_folder));
    }

    [Fact]
    public async Task A_process_that_is_told_to_stop_handles_what_was_connected_before()
    {
        await using var polytomic = await PolytomicServer.StartAsync();
        await using var node = await NodeProcess.StartAsync(polytomic.Address, _folder, null, hangs: false);
        await ConnectApp.SessionAsync(node.Client);
        polytomic.Polytomic.Connect();

        await node.StopAsync();

        Assert.Single(NodeProcess.Rows(_folder));
    }

    [Fact]
    public async Task Two_processes_asked_fifty_times_run_it_once_each_at_most()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var polytomic = await PolytomicServer.StartAsync();
        await using var one = await NodeProcess.StartAsync(polytomic.Address, _folder, redis.Configuration, hangs: false);
        await using var two = await NodeProcess.StartAsync(polytomic.Address, _folder, redis.Configuration, hangs: false);
        var session = await ConnectApp.SessionAsync(one.Client);
        polytomic.Polytomic.Connect();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            (i % 2 == 0 ? one : two).Client.GetAsync("/_/api/connect_complete?state=" + session, TestContext.Current.CancellationToken)));

        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
        Assert.InRange(NodeProcess.Runs(_folder), 1, 2);
        Assert.Single(NodeProcess.Rows(_folder));
    }
}

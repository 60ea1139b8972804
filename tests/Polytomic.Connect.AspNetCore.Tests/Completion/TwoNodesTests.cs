using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

/// <summary>Two applications that share keys, a Redis server, a database and one Polytomic.</summary>
public sealed class TwoNodesTests : IDisposable
{
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("connect-keys-");
    private readonly FakePolytomic _polytomic = new();
    private readonly Database _database = new();
    private readonly NodeRuns _first = new();
    private readonly NodeRuns _second = new();

    public void Dispose() => _keys.Delete(true);

    [Fact]
    public async Task Fifty_loads_at_once_run_the_handler_once_a_node_at_most_and_never_after_a_recorded_success()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis.Configuration, _first);
        await using var two = await StartAsync(redis.Configuration, _second);
        _database.Before = (_, token) => Task.Delay(50, token);
        var alices = new[] { one.ClientOf("alice"), two.ClientOf("alice") };
        var address = "/_/api/connect_complete?state=" + await ConnectApp.SessionAsync(alices[0]);
        _polytomic.Connect();

        var loads = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => alices[i % 2].GetAsync(address, TestContext.Current.CancellationToken)));

        Assert.All(loads, load => Assert.Equal(HttpStatusCode.OK, load.StatusCode));
        Assert.InRange(_first.Count, 0, 1);
        Assert.InRange(_second.Count, 0, 1);
        Assert.Single(_database.Rows);
        var runs = _database.Runs.Count;
        Assert.InRange(runs, 1, 2);

        foreach (var alice in alices)
        {
            using var again = await alice.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        }

        Assert.Equal(runs, _database.Runs.Count);
    }

    [Fact]
    public async Task A_success_that_one_node_recorded_is_known_to_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis.Configuration, _first);
        await using var two = await StartAsync(redis.Configuration, _second);
        for (var i = 0; i < 6; i++)
        {
            var session = await ConnectApp.SessionAsync(one.ClientOf("alice"));
            var id = _polytomic.Connect()["id"]!.GetValue<string>();
            var there = i % 2 == 0 ? (one, two) : (two, one);

            Assert.Equal("connected", await StatusAsync(there.Item1, session));
            using var status = await there.Item2.ClientOf("alice").GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken);

            Assert.Equal(id, (await ConnectApp.JsonOf(status))["data"]!["connection"]!["id"]!.GetValue<string>());
        }

        Assert.Equal(6, _database.Runs.Count);
        Assert.Equal((3, 3), (_first.Count, _second.Count));
    }

    [Fact]
    public async Task Without_Redis_completions_work_and_it_is_logged()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis.Configuration, _first);
        await redis.StopAsync();
        var session = await ConnectApp.SessionAsync(one.ClientOf("alice"));
        _polytomic.Connect();

        Assert.Equal("connected", await StatusAsync(one, session));
        Assert.Equal("connected", await StatusAsync(one, session));
        Assert.Single(_database.Runs);
        Assert.Contains(one.Logs.Entries, entry => entry.Id == 1504 && entry.Level == LogLevel.Warning);

        // And when it is there again, what is completed from then on is shared again.
        await redis.StartAgainAsync();
        await using var two = await StartAsync(redis.Configuration, _second);
        session = await ConnectApp.SessionAsync(two.ClientOf("alice"));
        _polytomic.Connect();
        Assert.Equal("connected", await StatusAsync(two, session));
        Assert.Equal("connected", await StatusAsync(one, session));
        Assert.Equal(2, _database.Rows.Count);
    }

    [Fact]
    public async Task A_node_that_spares_a_cache_which_failed_asks_it_all_the_same_before_its_handlers_run()
    {
        var cache = new FailingCache();
        await using var one = await StartAsync(null, _first, cache);
        await using var two = await StartAsync(null, _second, cache);
        var failed = await ConnectApp.SessionAsync(two.ClientOf("alice"));
        cache.Fails = true;
        Assert.Equal("pending", await StatusAsync(two, failed));
        cache.Fails = false;

        var session = await ConnectApp.SessionAsync(one.ClientOf("alice"));
        _polytomic.Connect();
        Assert.Equal("connected", await StatusAsync(one, session));
        Assert.Equal("connected", await StatusAsync(two, session));

        Assert.Equal((1, 0), (_first.Count, _second.Count));
    }

    [Fact]
    public async Task Garbage_in_Redis_is_no_success()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis.Configuration, _first);
        await using var two = await StartAsync(redis.Configuration, _second);
        var session = await ConnectApp.SessionAsync(one.ClientOf("alice"));
        _polytomic.Connect();
        Assert.Equal("connected", await StatusAsync(one, session));
        var cache = one.Services.GetRequiredService<IDistributedCache>();
        var key = "Polytomic.Connect.AspNetCore/completed/" + Assert.Single(_database.Rows).Key;
        Assert.NotNull(await cache.GetAsync(key, TestContext.Current.CancellationToken));

        foreach (var garbage in new byte[][] { [0], [0xFF], [4, (byte)'x'], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], new byte[100] })
        {
            await cache.SetAsync(key, garbage, new(), TestContext.Current.CancellationToken);
            Assert.Equal("connected", await StatusAsync(one, session));
        }

        Assert.Equal("connected", await StatusAsync(two, session));
        Assert.Equal(2, _database.Runs.Count);
        Assert.Single(_database.Rows);
    }

    [Fact]
    public async Task One_key_of_the_caller_is_one_session_on_both_nodes()
    {
        await using var one = await StartAsync(null, _first);
        await using var two = await StartAsync(null, _second);
        var (here, there) = (one.ClientOf("alice"), two.ClientOf("alice"));
        here.DefaultRequestHeaders.Add("Idempotency-Key", "k-1");
        there.DefaultRequestHeaders.Add("Idempotency-Key", "k-1");

        var sessions = new[] { await ConnectApp.SessionAsync(here), await ConnectApp.SessionAsync(there) };

        Assert.Single(_polytomic.Starts.Select(start => start.IdempotencyKey).Distinct());
        Assert.Single(_polytomic.Starts.Select(start => start.Json["name"]!.GetValue<string>()).Distinct());
        _polytomic.Connect();
        Assert.Equal("connected", await StatusAsync(one, sessions[1]));
        Assert.Equal("connected", await StatusAsync(two, sessions[0]));
        Assert.Single(_database.Rows);
    }

    private static async Task<string> StatusAsync(ConnectApp app, string session) =>
        (await ConnectApp.StatusAsync(app.ClientOf("alice"), session))["data"]!["status"]!.GetValue<string>();

    private Task<ConnectApp> StartAsync(string? redis, NodeRuns runs, IDistributedCache? cache = null) => ConnectApp.StartAsync(
        connect: connect =>
        {
            connect.Services.AddSingleton(runs);
            connect.AddCompletionHandler<CountingHandler>();
            connect.AddDatabase(_database);
            connect.Services.AddDataProtection().SetApplicationName("nodes").PersistKeysToFileSystem(_keys);
            if (cache is not null)
            {
                connect.Services.AddSingleton(cache);
            }

            if (redis is not null)
            {
                connect.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
            }
        },
        polytomic: _polytomic);

    private sealed class FailingCache : IDistributedCache
    {
        private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions()));

        public bool Fails { get; set; }

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Fails ? throw new TimeoutException() : _cache.GetAsync(key, token);

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => _cache.SetAsync(key, value, options, token);

        public byte[]? Get(string key) => throw new NotSupportedException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

        public void Refresh(string key) => throw new NotSupportedException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public void Remove(string key) => throw new NotSupportedException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();
    }

    private sealed class NodeRuns
    {
        public int Count;
    }

    private sealed class CountingHandler(NodeRuns runs) : IConnectCompletionHandler
    {
        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref runs.Count);
            return Task.CompletedTask;
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

/// <summary>An application's database: one row for each session, however often its handler runs. It counts the runs.</summary>
internal sealed class Database
{
    private readonly ConcurrentDictionary<string, ConnectCompletion> _rows = new();
    private readonly ConcurrentQueue<ConnectCompletion> _runs = new();
    private readonly ConcurrentDictionary<string, int> _underWay = new();
    private int _mostAtOnce;
    private int _commits;

    public IReadOnlyDictionary<string, ConnectCompletion> Rows => _rows;

    public IReadOnlyList<ConnectCompletion> Runs => [.. _runs];

    /// <summary>The most runs for one session at one time.</summary>
    public int MostAtOnce => _mostAtOnce;

    /// <summary>How often a row was written or would have been, had it not been there.</summary>
    public int Commits => _commits;

    /// <summary>What a run does before its row is written.</summary>
    public Func<int, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What a run does after its row is written.</summary>
    public Func<int, CancellationToken, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    public async Task RunAsync(ConnectCompletion completion, CancellationToken cancellationToken)
    {
        _runs.Enqueue(completion);
        var run = _runs.Count;
        var atOnce = _underWay.AddOrUpdate(completion.SessionId, 1, (_, others) => others + 1);
        InterlockedMax(ref _mostAtOnce, atOnce);
        try
        {
            await Before(run, cancellationToken);
            Interlocked.Increment(ref _commits);
            _rows.TryAdd(completion.SessionId, completion);
            await After(run, cancellationToken);
        }
        finally
        {
            _underWay.AddOrUpdate(completion.SessionId, 0, (_, others) => others - 1);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}

internal sealed class DatabaseHandler(Database database) : IConnectCompletionHandler
{
    public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken) => database.RunAsync(completion, cancellationToken);
}

internal static class DatabaseExtensions
{
    /// <summary>Adds the handler that writes to <paramref name="database"/>.</summary>
    public static void AddDatabase(this PolytomicConnectBuilder connect, Database database)
    {
        connect.Services.AddSingleton(database);
        connect.AddCompletionHandler<DatabaseHandler>();
    }
}

using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Seals;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>
/// Which sessions are done: in this node's memory, and in the app's distributed cache where it has one. When the cache fails the
/// completion goes on without it: the handlers may then run once more on another node.
/// </summary>
internal sealed partial class CompletionRecords(SessionRecords own, TimeProvider time, ILogger<CompletionRecords> logger, IDistributedCache? shared = null)
{
    private static readonly TimeSpan CacheTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CachePause = TimeSpan.FromSeconds(5);

    private long _pausedUntil;

    /// <summary>What the session was connected to; null where nothing is recorded, or the cache has just failed: who only looks need not wait for it.</summary>
    public ValueTask<ConnectedConnection?> FindAsync(SessionTicket ticket, CancellationToken cancellationToken) =>
        time.GetUtcNow().UtcTicks < Volatile.Read(ref _pausedUntil)
            ? new(own.Find(ticket.Id)?.Connection)
            : FindForRunAsync(ticket, cancellationToken);

    /// <summary>The same, but the cache is asked in any case: the handlers are about to run.</summary>
    public async ValueTask<ConnectedConnection?> FindForRunAsync(SessionTicket ticket, CancellationToken cancellationToken)
    {
        if (own.Find(ticket.Id)?.Connection is { } known)
        {
            return known;
        }

        if (shared is null)
        {
            return null;
        }

        try
        {
            var bytes = await shared.GetAsync(Key(ticket), cancellationToken).WaitAsync(CacheTimeout, time, cancellationToken);
            return bytes is null ? null : own.GetOrAdd(ticket).Connection = Read(bytes);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Pause();
            Log.CacheFailed(logger, "asked", exception);
            return null;
        }
    }

    public async Task AddAsync(SessionTicket ticket, ConnectedConnection connection)
    {
        own.GetOrAdd(ticket).Connection = connection;
        if (shared is null)
        {
            return;
        }

        try
        {
            var left = ticket.ExpiresAt - time.GetUtcNow();
            var entry = new DistributedCacheEntryOptions
            {
                AbsoluteExpirationRelativeToNow = (left > TimeSpan.Zero ? left : TimeSpan.Zero) + SessionRecords.Kept,
            };
            await shared.SetAsync(Key(ticket), Write(connection), entry).WaitAsync(CacheTimeout, time);
        }
        catch (Exception exception)
        {
            Pause();
            Log.CacheFailed(logger, "told", exception);
        }
    }

    private void Pause() => Volatile.Write(ref _pausedUntil, (time.GetUtcNow() + CachePause).UtcTicks);

    private static string Key(SessionTicket ticket) => "Polytomic.Connect.AspNetCore/completed/" + ticket.Id.ToString("N");

    private static byte[] Write(ConnectedConnection connection)
    {
        var writer = new SealWriter();
        writer.Write(connection.Id);
        writer.Write(connection.Name);
        writer.Write(connection.Type);
        writer.Write(connection.Status);
        return writer.ToArray();
    }

    private static ConnectedConnection Read(byte[] bytes)
    {
        var reader = new SealReader(bytes);
        return reader.ReadText() is { } id && reader.ReadText() is { } name && reader.ReadText() is { } type
            ? new ConnectedConnection(id, name, type, reader.ReadText())
            : throw new FormatException("This is no completion.");
    }

    private static partial class Log
    {
        [LoggerMessage(1504, LogLevel.Warning, "The distributed cache could not be {What} about a completion; going on without it.")]
        public static partial void CacheFailed(ILogger logger, string what, Exception exception);
    }
}

using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Seals;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>
/// Which sessions are done: in this node's memory, and in the app's distributed cache where it has one. When the cache fails the
/// completion goes on without it: the handlers may then run once more on another node.
/// </summary>
internal sealed partial class CompletionRecords(TimeProvider time, ILogger<CompletionRecords> logger, IDistributedCache? shared = null) : IDisposable
{
    /// <summary>How long a session is remembered after its end: longer than anybody can still complete it.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan CacheTimeout = TimeSpan.FromSeconds(2);

    private readonly MemoryCache _own = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public async ValueTask<ConnectedConnection?> FindAsync(SessionTicket ticket, CancellationToken cancellationToken)
    {
        if (_own.TryGetValue(ticket.Id, out ConnectedConnection? connection))
        {
            return connection;
        }

        if (shared is null)
        {
            return null;
        }

        try
        {
            var bytes = await shared.GetAsync(Key(ticket), cancellationToken).WaitAsync(CacheTimeout, time, cancellationToken);
            if (bytes is null)
            {
                return null;
            }

            connection = Read(bytes);
            Remember(ticket, connection);
            return connection;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.CacheFailed(logger, "asked", exception);
            return null;
        }
    }

    public async Task AddAsync(SessionTicket ticket, ConnectedConnection connection)
    {
        Remember(ticket, connection);
        if (shared is null)
        {
            return;
        }

        try
        {
            var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime(ticket) };
            await shared.SetAsync(Key(ticket), Write(connection), entry).WaitAsync(CacheTimeout, time);
        }
        catch (Exception exception)
        {
            Log.CacheFailed(logger, "told", exception);
        }
    }

    public void Dispose() => _own.Dispose();

    private static string Key(SessionTicket ticket) => "Polytomic.Connect.AspNetCore/completed/" + ticket.Id.ToString("N");

    private TimeSpan Lifetime(SessionTicket ticket)
    {
        var left = ticket.ExpiresAt - time.GetUtcNow();
        return (left > TimeSpan.Zero ? left : TimeSpan.Zero) + Kept;
    }

    private void Remember(SessionTicket ticket, ConnectedConnection connection) =>
        _own.Set(ticket.Id, connection, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime(ticket) });

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
        return new ConnectedConnection(reader.ReadText()!, reader.ReadText()!, reader.ReadText()!, reader.ReadText());
    }

    private static partial class Log
    {
        [LoggerMessage(1504, LogLevel.Warning, "The distributed cache could not be {What} about a completion; going on without it.")]
        public static partial void CacheFailed(ILogger logger, string what, Exception exception);
    }
}

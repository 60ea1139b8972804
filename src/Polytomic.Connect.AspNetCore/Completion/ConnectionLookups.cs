using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>The look-ups of one account, gathered into one list a second.</summary>
internal sealed class ConnectionLookups(PolytomicAccount account, PolytomicClient polytomic, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private ConnectionLookup? _next;
    private DateTimeOffset _lastStart = DateTimeOffset.MinValue;

    public Task<ListedConnection?> FindAsync(SessionTicket ticket, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_next is null)
            {
                _next = new ConnectionLookup();
                _ = RunAsync(_next);
            }

            return _next.Add(ticket).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Never fails: whatever happens is told to those who wait.</summary>
    private async Task RunAsync(ConnectionLookup lookup)
    {
        // Leaves the caller's lock and context: others may join from here on.
        await Task.Yield();
        var wait = _lastStart + Between - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait > Between ? Between : wait, time);
        }

        lock (_gate)
        {
            _next = null;
            _lastStart = time.GetUtcNow();
        }

        try
        {
            using var deadline = account.StartDeadline(CancellationToken.None);
            await polytomic.ScanConnectionsAsync(account, lookup.LooksFor, lookup.Found, deadline);
            lookup.Finish();
        }
        catch (Exception exception)
        {
            lookup.Fail(exception);
        }
    }
}

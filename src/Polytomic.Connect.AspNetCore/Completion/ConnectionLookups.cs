using Polytomic.Connect.AspNetCore.Polytomic;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>The look-ups of one account, gathered into one list a second.</summary>
internal sealed class ConnectionLookups(PolytomicClient polytomic, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private ConnectionLookup? _next;
    private long? _lastStart;

    /// <summary>Whether nobody waits for a list, and the next one could be asked for at once.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _next is null && Wait() <= TimeSpan.Zero;
            }
        }
    }

    /// <param name="account">The account to list with, where this is the first who asks.</param>
    /// <param name="add">Adds the question to those that the next list answers.</param>
    public T Ask<T>(PolytomicAccount account, Func<ConnectionLookup, T> add)
    {
        lock (_gate)
        {
            if (_next is null)
            {
                var next = _next = new ConnectionLookup();
                _ = Detached.RunAsync(() => RunAsync(account, next));
            }

            return add(_next);
        }
    }

    /// <summary>Never fails: whatever happens is told to those who wait.</summary>
    private async Task RunAsync(PolytomicAccount account, ConnectionLookup lookup)
    {
        var clockGoesOn = true;
        while (!TryTake(clockGoesOn))
        {
            clockGoesOn = await Pause.ForAsync(Wait() is { Ticks: > 0 } wait ? wait : TimeSpan.FromMilliseconds(1), time, CancellationToken.None);
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

    /// <summary>From here on questions are for the next list; not before a second is over, for timers may be early.</summary>
    private bool TryTake(bool clockGoesOn)
    {
        lock (_gate)
        {
            if (clockGoesOn && Wait() > TimeSpan.Zero)
            {
                return false;
            }

            _next = null;
            _lastStart = time.GetTimestamp();
            return true;
        }
    }

    private TimeSpan Wait() => _lastStart is { } start ? Between - time.GetElapsedTime(start) : TimeSpan.Zero;
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>
/// The sessions that this node started and that have not been completed. Bounded: when there are too many the oldest are no longer
/// looked for in the background; whoever asks about one still finds it, for the seal holds all that is needed.
/// </summary>
internal sealed partial class PendingSessions(TimeProvider time, ILogger<PendingSessions> logger)
{
    public const int Most = 50_000;

    private readonly Dictionary<Guid, PendingSession> _sessions = [];
    private readonly Queue<Guid> _order = new();
    private readonly object _gate = new();
    private long _lastWarned;

    /// <summary>Raised after a session was added.</summary>
    public event Action? Added;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    public void Add(PendingSession session)
    {
        var dropped = false;
        lock (_gate)
        {
            if (_sessions.TryAdd(session.Ticket.Id, session))
            {
                _order.Enqueue(session.Ticket.Id);
            }

            while (_order.TryPeek(out var oldest) && (_sessions.Count > Most || !_sessions.ContainsKey(oldest)))
            {
                _order.Dequeue();
                dropped |= _sessions.Remove(oldest);
            }

            // Completed ones leave their place in the order behind: swept when they are the most of it.
            if (_order.Count > 2 * Most)
            {
                Sweep();
            }
        }

        if (dropped)
        {
            WarnOnceAMinute();
        }

        Added?.Invoke();
    }

    public bool TryGet(Guid id, [NotNullWhen(true)] out PendingSession? session)
    {
        lock (_gate)
        {
            return _sessions.TryGetValue(id, out session);
        }
    }

    public void Remove(Guid id)
    {
        lock (_gate)
        {
            _sessions.Remove(id);
        }
    }

    /// <summary>Somebody asks about the session: the background need not, for a while.</summary>
    public void Touch(Guid id)
    {
        if (TryGet(id, out var session))
        {
            session.LastLookedFor = time.GetUtcNow();
        }
    }

    public PendingSession[] ToArray()
    {
        lock (_gate)
        {
            return [.. _sessions.Values];
        }
    }

    public List<PendingSession> Where(Predicate<PendingSession> condition)
    {
        var matching = new List<PendingSession>();
        lock (_gate)
        {
            foreach (var session in _sessions.Values)
            {
                if (condition(session))
                {
                    matching.Add(session);
                }
            }
        }

        return matching;
    }

    private void WarnOnceAMinute()
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _lastWarned);
        if ((last == 0 || time.GetElapsedTime(last, now) >= TimeSpan.FromMinutes(1)) && Interlocked.CompareExchange(ref _lastWarned, now, last) == last)
        {
            Log.Dropped(logger, Most);
        }
    }

    private void Sweep()
    {
        var kept = _order.Where(_sessions.ContainsKey).ToArray();
        _order.Clear();
        foreach (var id in kept)
        {
            _order.Enqueue(id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1402, LogLevel.Warning, "More than {Most} sessions are under way: the oldest are no longer looked for in the background.")]
        public static partial void Dropped(ILogger logger, int most);
    }
}

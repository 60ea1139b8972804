using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Memory;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>
/// The sessions that this node started and that have not been completed. Bounded: when there are too many the oldest are no longer
/// looked for in the background; whoever asks about one still finds it, for the seal holds all that is needed.
/// </summary>
internal sealed partial class PendingSessions(TimeProvider time, ILogger<PendingSessions> logger)
{
    public const int Most = 50_000;

    private readonly Dictionary<Guid, Entry> _sessions = [];
    private readonly CellStore _contents = new();
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

    /// <param name="ticket">The session.</param>
    /// <param name="content">What is kept of it, by <see cref="SessionContent"/>.</param>
    /// <param name="userId">What identifies its user; null for visitors.</param>
    public void Add(SessionTicket ticket, byte[] content, string? userId)
    {
        var dropped = false;
        lock (_gate)
        {
            Remember(ticket, content, userId);
            while (_order.TryPeek(out var oldest) && (_sessions.Count > Most || !_sessions.ContainsKey(oldest)))
            {
                _order.Dequeue();
                dropped |= Forget(oldest);
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

    public void Remove(Guid id)
    {
        lock (_gate)
        {
            Forget(id);
        }
    }

    /// <summary>Somebody asks about the session: the background need not, for a while.</summary>
    public void Touch(Guid id)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_sessions, id);
            if (!Unsafe.IsNullRef(ref entry))
            {
                entry.Times = entry.Times with { LastLookedFor = now };
            }
        }
    }

    /// <summary>The sessions that are due, which are looked for from now on: none of them is due again before <see cref="EndLook"/>.</summary>
    public PendingSession[] BeginLook(Func<PendingTimes, bool> isDue)
    {
        var now = time.GetUtcNow();
        var due = new List<KeptSession>();
        lock (_gate)
        {
            foreach (var (id, entry) in _sessions)
            {
                if (!entry.IsLookedFor && isDue(entry.Times))
                {
                    ref var kept = ref CollectionsMarshal.GetValueRefOrNullRef(_sessions, id);
                    kept.IsLookedFor = true;
                    kept.Times = entry.Times with { LastLookedFor = now };
                    due.Add(Read(entry));
                }
            }
        }

        return [.. due.Select(session => session.Open())];
    }

    public void EndLook(Guid id)
    {
        lock (_gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_sessions, id);
            if (!Unsafe.IsNullRef(ref entry))
            {
                entry.IsLookedFor = false;
            }
        }
    }

    public PendingSession[] ToArray()
    {
        lock (_gate)
        {
            return [.. _sessions.Values.Select(entry => Read(entry).Open())];
        }
    }

    private void Remember(SessionTicket ticket, byte[] content, string? userId)
    {
        if (_sessions.ContainsKey(ticket.Id))
        {
            return;
        }

        // Whole before it is found: an entry without content of its own would hand out another's.
        _sessions.Add(ticket.Id, new Entry
        {
            Times = new PendingTimes(ticket.StartedAt, ticket.ExpiresAt, LastLookedFor: ticket.StartedAt),
            Content = _contents.Add(content),

            // As it is in memory: what an app takes for an identifier need not be valid text.
            UserId = _contents.Add(MemoryMarshal.AsBytes(userId.AsSpan())),
        });
        _order.Enqueue(ticket.Id);
    }

    private bool Forget(Guid id)
    {
        if (!_sessions.Remove(id, out var entry))
        {
            return false;
        }

        _contents.Remove(entry.Content);
        _contents.Remove(entry.UserId);
        return true;
    }

    private KeptSession Read(in Entry entry)
    {
        var content = new byte[entry.Content.Length];
        _contents.Read(entry.Content, content);
        var user = new char[entry.UserId.Length / sizeof(char)];
        _contents.Read(entry.UserId, MemoryMarshal.AsBytes(user.AsSpan()));
        return new KeptSession(content, user);
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

    /// <summary>A session without an object of its own, of which there would be tens of thousands.</summary>
    private struct Entry
    {
        public PendingTimes Times;
        public bool IsLookedFor;
        public StoredBytes Content;
        public StoredBytes UserId;
    }

    /// <summary>A copy of what is kept, to be read when nobody waits for it.</summary>
    private readonly record struct KeptSession(byte[] Content, char[] User)
    {
        public PendingSession Open() => new(SessionContent.Read(Content), User.Length == 0 ? null : new string(User));
    }

    private static partial class Log
    {
        [LoggerMessage(1402, LogLevel.Warning, "More than {Most} sessions are under way: the oldest are no longer looked for in the background.")]
        public static partial void Dropped(ILogger logger, int most);
    }
}

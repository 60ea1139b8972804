namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>A session that this node started and that has not been completed yet.</summary>
/// <param name="ticket">The session.</param>
/// <param name="userId">What identifies its user; null for visitors.</param>
internal sealed class PendingSession(SessionTicket ticket, string? userId)
{
    private long _lastSeen = ticket.StartedAt.UtcTicks;
    private int _isLookedFor;

    public SessionTicket Ticket => ticket;

    public string? UserId => userId;

    /// <summary>When somebody last looked for its connection.</summary>
    public DateTimeOffset LastLookedFor
    {
        get => new(Volatile.Read(ref _lastSeen), TimeSpan.Zero);
        set => Volatile.Write(ref _lastSeen, value.UtcTicks);
    }

    /// <summary>False while the background already looks for it.</summary>
    public bool TryBeginLook() => Interlocked.Exchange(ref _isLookedFor, 1) == 0;

    public void EndLook() => Volatile.Write(ref _isLookedFor, 0);
}

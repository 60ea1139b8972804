namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>A session that this node started and that has not been completed yet.</summary>
/// <param name="ticket">The session.</param>
/// <param name="userId">What identifies its user; null for visitors.</param>
internal sealed class PendingSession(SessionTicket ticket, string? userId)
{
    private long _lastSeen = ticket.StartedAt.UtcTicks;

    public SessionTicket Ticket => ticket;

    public string? UserId => userId;

    /// <summary>When somebody last looked for its connection.</summary>
    public DateTimeOffset LastLookedFor
    {
        get => new(Volatile.Read(ref _lastSeen), TimeSpan.Zero);
        set => Volatile.Write(ref _lastSeen, value.UtcTicks);
    }
}

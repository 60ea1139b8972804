namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>A session that this node started and that has not been completed yet.</summary>
/// <param name="Ticket">The session.</param>
/// <param name="UserId">What identifies its user; null for visitors.</param>
internal sealed record PendingSession(SessionTicket Ticket, string? UserId);

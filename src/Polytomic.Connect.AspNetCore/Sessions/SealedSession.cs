namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>A session and its seal.</summary>
/// <param name="Text">The seal.</param>
/// <param name="Ticket">The session as the seal holds it, which may be less than was given.</param>
internal readonly record struct SealedSession(string Text, SessionTicket Ticket);

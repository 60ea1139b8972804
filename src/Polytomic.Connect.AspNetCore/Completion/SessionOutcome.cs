namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>How a session stands, and what it was connected to.</summary>
internal sealed record SessionOutcome(SessionStatus Status, ConnectedConnection? Connection = null)
{
    public static readonly SessionOutcome Pending = new(SessionStatus.Pending);

    public static readonly SessionOutcome Expired = new(SessionStatus.Expired);

    public static SessionOutcome Connected(ConnectedConnection connection) => new(SessionStatus.Connected, connection);
}

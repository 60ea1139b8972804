namespace Polytomic.Connect.AspNetCore;

/// <summary>A connection that Polytomic confirmed for a session.</summary>
public sealed class ConnectCompletion
{
    internal ConnectCompletion(string sessionId, string? userId, string? organizationId, string? name, bool isReconnect, ConnectedConnection connection)
    {
        SessionId = sessionId;
        UserId = userId;
        OrganizationId = organizationId;
        Name = name;
        IsReconnect = isReconnect;
        Connection = connection;
    }

    /// <summary>The session's id: the same at every run for one session, so that a handler can be exact in its own database.</summary>
    public string SessionId { get; }

    /// <summary>What identifies the user (<see cref="PolytomicConnectOptions.UserIdClaim"/>); null for visitors.</summary>
    public string? UserId { get; }

    /// <summary>The organization that the session was started in; null for the key's own.</summary>
    public string? OrganizationId { get; }

    /// <summary>The name as it was asked for; null for a reconnect.</summary>
    public string? Name { get; }

    /// <summary>Whether an existing connection was updated.</summary>
    public bool IsReconnect { get; }

    /// <summary>The connection, as Polytomic lists it.</summary>
    public ConnectedConnection Connection { get; }
}

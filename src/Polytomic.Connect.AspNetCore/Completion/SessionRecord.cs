namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>What this node knows about a session whose connection was found.</summary>
internal sealed class SessionRecord(Guid id, DateTimeOffset keptUntil)
{
    private ConnectedConnection? _connection;

    public Guid Id => id;

    public DateTimeOffset KeptUntil => keptUntil;

    /// <summary>The handlers that succeeded, by their place. Only touched by the one run under way.</summary>
    public HashSet<int> Succeeded { get; } = [];

    /// <summary>What the session was connected to; null until every handler succeeded.</summary>
    public ConnectedConnection? Connection
    {
        get => Volatile.Read(ref _connection);
        set => Volatile.Write(ref _connection, value);
    }
}

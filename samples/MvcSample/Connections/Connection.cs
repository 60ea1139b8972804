namespace MvcSample.Connections;

/// <summary>A connection that one of our users made. Secrets are not ours to keep: they stay with Polytomic.</summary>
public sealed class Connection
{
    /// <summary>Polytomic's id of the connection, and our key: a connection is one row, however often it is told or reconnected.</summary>
    public required string Id { get; init; }

    public required string UserId { get; init; }

    public required string Type { get; set; }

    public required string Name { get; set; }

    public string? Status { get; set; }

    /// <summary>The Connect session that was recorded last.</summary>
    public required string SessionId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

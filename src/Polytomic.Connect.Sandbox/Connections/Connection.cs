using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Connections;

/// <summary>A stored connection, with its secrets. Replaced as a whole, never changed.</summary>
internal sealed record Connection
{
    public required Guid Id { get; init; }

    /// <summary>The organization of the key that made it: who may see it.</summary>
    public required Guid Owner { get; init; }

    /// <summary>The organization it belongs to, which a partner's key may name.</summary>
    public required Guid OrganizationId { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required JsonObject Configuration { get; init; }

    public string Status { get; init; } = "healthy";

    public string? StatusError { get; init; }

    /// <summary>False while an OAuth consent is still to come.</summary>
    public bool Saved { get; init; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

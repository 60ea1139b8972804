using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox;

/// <summary>A connection in the sandbox.</summary>
public sealed record SandboxConnection
{
    /// <summary>The connection's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name, unique within the organization.</summary>
    public required string Name { get; init; }

    /// <summary>The id of its type, such as <c>postgresql</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The organization it belongs to.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>False while an OAuth consent is still to come.</summary>
    public required bool Saved { get; init; }

    /// <summary>What was filled in, with secrets masked.</summary>
    public required JsonObject Configuration { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>What a started session needs to be completed, on any node.</summary>
internal sealed record SessionTicket
{
    public required Guid Id { get; init; }

    public required UInt128 UserKey { get; init; }

    /// <summary>The organization by claim or configuration: what a credential provider is asked with.</summary>
    public string? UserOrganization { get; init; }

    /// <summary>The organization acted on; null for the key's own.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The name as it was asked for; null for a reconnect.</summary>
    public string? Name { get; init; }

    /// <summary>The name that Polytomic was given; null for a reconnect.</summary>
    public string? ConnectionName { get; init; }

    /// <summary>The types that were asked for; null where any will do, or where they are too many to be kept.</summary>
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>The connection to reconnect; null for a new one.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>When that connection was last changed before, in Polytomic's words.</summary>
    public string? UpdatedBefore { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where the completion page goes on to; null for the app's root.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>Whether the page itself went to the modal, so that no script waits for the completion.</summary>
    public bool IsNavigation { get; init; }

    public bool IsReconnect => ConnectionId is not null;
}

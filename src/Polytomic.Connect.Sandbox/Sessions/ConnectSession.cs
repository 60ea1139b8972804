namespace Polytomic.Connect.Sandbox.Sessions;

/// <summary>What a call to connect asked for, and how far the person has come with it.</summary>
internal sealed class ConnectSession
{
    public required string Token { get; init; }

    public required Guid Owner { get; init; }

    public required Guid OrganizationId { get; init; }

    /// <summary>What the new connection is to be called.</summary>
    public required string Name { get; init; }

    /// <summary>Where the person is sent when done, exactly as it was given.</summary>
    public required string RedirectUrl { get; init; }

    /// <summary>The ids to choose from.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The connection that is connected anew.</summary>
    public Guid? ConnectionId { get; init; }

    public bool? Dark { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>One post at a time, so that a double click makes one connection.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>The browser that first posted something: nobody else can take the session over from then on.</summary>
    public string? Browser { get; set; }

    /// <summary>What the try found out, for the person to read.</summary>
    public string? Detail { get; set; }

    /// <summary>The connection that was made: the token is spent.</summary>
    public Guid? CompletedAs { get; set; }

    public bool IsCompleted => CompletedAs is not null;
}

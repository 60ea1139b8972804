namespace Polytomic.Connect.Sandbox;

/// <summary>A call of the API, as the sandbox saw it. No key and no secret is in it.</summary>
public sealed record SandboxCall
{
    /// <summary>When it came in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path below <c>/api</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The status it was answered with; 0 when the connection ended first.</summary>
    public required int Status { get; init; }

    /// <summary>The value of <c>X-Polytomic-Version</c>, or null when there was none.</summary>
    public string? Version { get; init; }

    /// <summary>The value of <c>Idempotency-Key</c>, or null when there was none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What was sent, with its secrets masked.</summary>
    public string? Body { get; init; }

    /// <summary>What was wrong, in words, or null.</summary>
    public string? Error { get; init; }

    /// <summary>How long the answer took.</summary>
    public required TimeSpan Duration { get; init; }
}

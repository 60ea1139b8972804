using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.OAuth;

/// <summary>What waits for somebody's consent: a session in the modal, or a connection that the API made.</summary>
internal sealed record PendingConsent
{
    public required string Type { get; init; }

    public required string Verifier { get; init; }

    public required string RedirectUri { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? SessionToken { get; init; }

    public JsonObject Configuration { get; init; } = [];

    public Guid? ConnectionId { get; init; }

    public Guid Owner { get; init; }

    public string? ReturnUrl { get; init; }

    /// <summary>It was answered. It is remembered for whoever comes back to it by the back button.</summary>
    public bool IsAnswered { get; init; }
}

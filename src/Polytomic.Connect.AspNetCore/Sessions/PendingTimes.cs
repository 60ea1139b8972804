namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>When a pending session began, ends, and was last looked for.</summary>
internal readonly record struct PendingTimes(DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, DateTimeOffset LastLookedFor);

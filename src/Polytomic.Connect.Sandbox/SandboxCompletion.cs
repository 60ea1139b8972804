namespace Polytomic.Connect.Sandbox;

/// <summary>A session that was finished without a browser.</summary>
/// <param name="Connection">The connection that was made or changed.</param>
/// <param name="RedirectUrl">Where the modal would have sent the browser.</param>
public sealed record SandboxCompletion(SandboxConnection Connection, string RedirectUrl);

namespace Polytomic.Connect.Sandbox.Sessions;

/// <summary>What a call to connect asked for, checked.</summary>
internal sealed record ConnectOrder(
    Guid OrganizationId,
    string Name,
    string RedirectUrl,
    IReadOnlyList<string> Types,
    Guid? ConnectionId,
    bool? Dark);

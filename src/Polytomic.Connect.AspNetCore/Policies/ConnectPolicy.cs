namespace Polytomic.Connect.AspNetCore;

/// <summary>
/// Lets the users who meet every condition that it names connect some integrations. Without conditions it applies to every
/// signed-in user. What any policy that applies lists in <see cref="Except"/> is taken from what all of them give.
/// </summary>
public sealed class ConnectPolicy
{
    /// <summary>The user is in any of these roles. Not a condition when null; an empty list is refused.</summary>
    public IList<string>? Roles { get; set; }

    /// <summary>For every one of these the user has a claim of its type with any of its values. Not a condition when null; an empty list is refused.</summary>
    public IList<ConnectClaim>? Claims { get; set; }

    /// <summary>The user is one of these, by the identifier of <see cref="PolytomicConnectOptions.UserIdClaim"/>. Not a condition when null; an empty list is refused.</summary>
    public IList<string>? Users { get; set; }

    /// <summary>The user meets this authorization policy of the application. It has to exist when the application starts.</summary>
    public string? AuthorizationPolicy { get; set; }

    /// <summary>Whether the policy applies to anonymous users too. False by default.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Ids of integrations that may be connected, compared exactly; <c>*</c> is everything.</summary>
    public IList<string> Integrations { get; set; } = [];

    /// <summary>Ids of integrations that may not be connected, whatever other policies say.</summary>
    public IList<string> Except { get; set; } = [];
}

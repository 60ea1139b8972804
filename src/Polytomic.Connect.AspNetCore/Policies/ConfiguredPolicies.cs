namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>The policies of one set of options.</summary>
/// <param name="Set">The policies.</param>
/// <param name="Timeout">How long a policy provider, or an authorization policy of the application, may take.</param>
internal sealed record ConfiguredPolicies(PolicySet Set, TimeSpan Timeout)
{
    /// <summary>No policy: nobody may connect anything.</summary>
    public static ConfiguredPolicies None { get; } = new(PolicySet.Empty, TimeSpan.FromSeconds(10));
}

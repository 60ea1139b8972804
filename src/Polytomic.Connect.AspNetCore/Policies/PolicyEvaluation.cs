using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>What came out for one user, and from which policies: the configured and those of the providers.</summary>
internal readonly record struct PolicyEvaluation(
    AllowedIntegrations Allowed, PolicySet Configured, PolicyCombination Applying, PolicySet Provided, PolicyCombination ProvidedApplying)
{
    /// <summary>The policies could not be evaluated: nothing is allowed.</summary>
    public static PolicyEvaluation Failed => new(AllowedIntegrations.Nothing, PolicySet.Empty, new(0), PolicySet.Empty, new(0)) { HasFailed = true };

    public bool HasFailed { get; private init; }

    /// <summary>Each policy's part in whether the user may connect an integration.</summary>
    public IEnumerable<ConnectPolicyExplanation> Explain(ClaimsPrincipal user, string? userId, string integration) =>
        Configured.Explain(user, userId, Applying, integration).Concat(Provided.Explain(user, userId, ProvidedApplying, integration));

    /// <summary>The policies that do not apply, each with the first condition that the user does not meet.</summary>
    public IEnumerable<(string Policy, string Condition)> Unmet(ClaimsPrincipal user, string? userId) =>
        Configured.Unmet(user, userId, Applying).Concat(Provided.Unmet(user, userId, ProvidedApplying));

    /// <summary>The names of the policies that apply.</summary>
    public IEnumerable<string> Names => Configured.Names(Applying).Concat(Provided.Names(ProvidedApplying));

    /// <summary>The ids that policies that apply except, each with the policy that does.</summary>
    public IEnumerable<(string Id, string Policy)> Excepted => Configured.Excepted(Applying).Concat(Provided.Excepted(ProvidedApplying));
}

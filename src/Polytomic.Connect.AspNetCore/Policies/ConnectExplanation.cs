namespace Polytomic.Connect.AspNetCore;

/// <summary>Why a user may, or may not, connect an integration: what the policies say now. For administrators, not for the user.</summary>
public sealed class ConnectExplanation
{
    internal ConnectExplanation(string integration, bool isAllowed, string reason, IReadOnlyList<ConnectPolicyExplanation> policies)
    {
        Integration = integration;
        IsAllowed = isAllowed;
        Reason = reason;
        Policies = policies;
    }

    /// <summary>The id that was asked about.</summary>
    public string Integration { get; }

    /// <summary>Whether the user may connect it.</summary>
    public bool IsAllowed { get; }

    /// <summary>What decided, as a sentence in English that names the policies.</summary>
    public string Reason { get; }

    /// <summary>Every policy, the configured ones first. Empty where they could not be evaluated: then nothing is allowed, and the log says why.</summary>
    public IReadOnlyList<ConnectPolicyExplanation> Policies { get; }

    /// <summary>The decision and its reason, in one line.</summary>
    public override string ToString() => $"{Integration}: {(IsAllowed ? "allowed" : "not allowed")}. {Reason}";
}

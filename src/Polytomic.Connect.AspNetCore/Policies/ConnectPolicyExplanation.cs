namespace Polytomic.Connect.AspNetCore;

/// <summary>One policy's part in a <see cref="ConnectExplanation"/>.</summary>
public sealed class ConnectPolicyExplanation
{
    internal ConnectPolicyExplanation(string name, string? unmetCondition, bool grants, bool excepts)
    {
        Name = name;
        UnmetCondition = unmetCondition;
        Grants = grants;
        Excepts = excepts;
    }

    /// <summary>The policy's name in the configuration; for one of a policy provider the provider's type and the policy's place in its answer, from 0.</summary>
    public string Name { get; }

    /// <summary>Whether the user meets every condition of the policy.</summary>
    public bool Applies => UnmetCondition is null;

    /// <summary>
    /// The first condition that the user does not meet, as its key below the policy: <c>Roles</c>, <c>Users</c>, <c>Claims:0</c>,
    /// <c>AuthorizationPolicy</c>, or <c>AllowAnonymous</c> for a visitor; null where the policy applies.
    /// </summary>
    public string? UnmetCondition { get; }

    /// <summary>Whether the policy lists the integration, or <c>*</c>, in <c>Integrations</c>. It counts only where the policy applies.</summary>
    public bool Grants { get; }

    /// <summary>Whether the policy lists the integration, or <c>*</c>, in <c>Except</c>. It counts only where the policy applies.</summary>
    public bool Excepts { get; }

    /// <summary>The same as a few words.</summary>
    public override string ToString() => $"{Name}: {(Applies ? "applies" : $"does not apply ({UnmetCondition})")}{(Grants ? ", grants it" : "")}{(Excepts ? ", excepts it" : "")}";
}

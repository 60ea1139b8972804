using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Claims;
using Polytomic.Connect.AspNetCore.Principals;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Policies compiled for evaluation. It copies what it needs: whoever made the policies may change them afterwards.</summary>
internal sealed class PolicySet
{
    /// <summary>In place of an id: every integration.</summary>
    public const string Everything = "*";

    /// <summary>Users meet few different combinations of policies; should they meet many, they are worked out again.</summary>
    private const int MaxCombinations = 256;

    private readonly Policy[] _policies;
    private readonly ConditionIndex _conditions = new();
    private readonly ConcurrentDictionary<PolicyCombination, AllowedIntegrations> _combinations = new();

    /// <param name="policies">Policies that obey <see cref="PolicyRules"/>, by name.</param>
    public PolicySet(IEnumerable<KeyValuePair<string, ConnectPolicy>> policies)
    {
        var compiled = new List<Policy>();
        var withAuthorization = new List<int>();
        foreach (var (name, policy) in policies)
        {
            if (policy.AuthorizationPolicy is not null)
            {
                withAuthorization.Add(compiled.Count);
            }

            compiled.Add(Compile(name, policy));
        }

        _policies = compiled.ToArray();
        WithAuthorization = withAuthorization;
    }

    public static PolicySet Empty { get; } = new([]);

    public bool IsEmpty => _policies.Length == 0;

    /// <summary>The policies that ask one of the application's, by their place in a combination.</summary>
    public IReadOnlyList<int> WithAuthorization { get; }

    /// <summary>The ids that the policies name, each with the policy that does.</summary>
    public IEnumerable<(string Id, string Policy)> NamedIds =>
        _policies.SelectMany(policy => policy.Integrations.Concat(policy.Except).Where(id => id != Everything).Select(id => (id, policy.Name)));

    /// <summary>Finds the policies that apply to a user, but for what the application's authorization policies have to say.</summary>
    public PolicyCombination Match(ClaimsPrincipal user, string? userId)
    {
        var isSignedIn = user.IsSignedIn();
        var rented = ArrayPool<bool>.Shared.Rent(_conditions.Count);
        var met = rented.AsSpan(0, _conditions.Count);
        met.Clear();
        if (isSignedIn)
        {
            _conditions.Mark(user, userId, met);
        }

        var combination = new PolicyCombination(_policies.Length);
        for (var i = 0; i < _policies.Length; i++)
        {
            var policy = _policies[i];
            if ((isSignedIn || policy.AllowAnonymous) && !met[policy.Conditions].Contains(false))
            {
                combination[i] = true;
            }
        }

        ArrayPool<bool>.Shared.Return(rented);
        return combination;
    }

    /// <summary>The application's authorization policy that one of <see cref="WithAuthorization"/> asks.</summary>
    public string AuthorizationPolicyOf(int policy) => _policies[policy].AuthorizationPolicy!;

    /// <summary>What a combination allows.</summary>
    public AllowedIntegrations Allowed(PolicyCombination combination)
    {
        if (_combinations.TryGetValue(combination, out var known))
        {
            return known;
        }

        if (_combinations.Count >= MaxCombinations)
        {
            _combinations.Clear();
        }

        var grant = new Grant();
        AddTo(grant, combination);
        return _combinations[combination] = grant.ToAllowed();
    }

    /// <summary>Adds what a combination grants and excepts.</summary>
    public void AddTo(Grant grant, PolicyCombination combination)
    {
        for (var i = 0; i < _policies.Length; i++)
        {
            if (combination[i])
            {
                grant.Add(_policies[i].Integrations, _policies[i].Except);
            }
        }
    }

    /// <summary>The names of the policies of a combination.</summary>
    public IEnumerable<string> Names(PolicyCombination combination) => _policies.Where((_, i) => combination[i]).Select(policy => policy.Name);

    /// <summary>The ids that the policies of a combination except, each with the policy that does.</summary>
    public IEnumerable<(string Id, string Policy)> Excepted(PolicyCombination combination) =>
        _policies.Where((_, i) => combination[i]).SelectMany(policy => policy.Except.Select(id => (id, policy.Name)));

    /// <summary>Each policy's part in whether a user may connect an integration.</summary>
    /// <param name="user">The user.</param>
    /// <param name="userId">What identifies the user.</param>
    /// <param name="combination">The policies that apply to this user, after what the application's authorization policies had to say.</param>
    /// <param name="integration">The integration.</param>
    public IEnumerable<ConnectPolicyExplanation> Explain(ClaimsPrincipal user, string? userId, PolicyCombination combination, string integration) =>
        Hold(user, userId, combination).Select(held => new ConnectPolicyExplanation(
            held.Policy.Name, held.Unmet, Lists(held.Policy.Integrations, integration), Lists(held.Policy.Except, integration)));

    /// <summary>The names of the policies that do not apply, each with the first condition that the user does not meet.</summary>
    public IEnumerable<(string Policy, string Condition)> Unmet(ClaimsPrincipal user, string? userId, PolicyCombination combination) =>
        Hold(user, userId, combination).Where(held => held.Unmet is not null).Select(held => (held.Policy.Name, held.Unmet!));

    /// <summary>Holds a user against each policy once more, and says where it fails.</summary>
    private IEnumerable<(Policy Policy, string? Unmet)> Hold(ClaimsPrincipal user, string? userId, PolicyCombination combination)
    {
        var isSignedIn = user.IsSignedIn();
        var met = new bool[_conditions.Count];
        if (isSignedIn)
        {
            _conditions.Mark(user, userId, met);
        }

        for (var i = 0; i < _policies.Length; i++)
        {
            var policy = _policies[i];
            yield return (policy, combination[i] ? null : FirstUnmet(policy, isSignedIn, met));
        }
    }

    private static string FirstUnmet(Policy policy, bool isSignedIn, bool[] met)
    {
        if (!isSignedIn && !policy.AllowAnonymous)
        {
            return nameof(ConnectPolicy.AllowAnonymous);
        }

        var unmet = met.AsSpan(policy.Conditions).IndexOf(false);
        return unmet >= 0 ? policy.ConditionKeys[unmet] : nameof(ConnectPolicy.AuthorizationPolicy);
    }

    private static bool Lists(string[] ids, string integration) => ids.Contains(integration) || ids.Contains(Everything);

    private Policy Compile(string name, ConnectPolicy policy)
    {
        var first = _conditions.Count;
        var keys = new List<string>();
        var claims = 0;
        if (policy.Roles is not null)
        {
            _conditions.AddRoles(policy.Roles);
            keys.Add(nameof(policy.Roles));
        }

        if (policy.Users is not null)
        {
            _conditions.AddUsers(policy.Users);
            keys.Add(nameof(policy.Users));
        }

        foreach (var claim in policy.Claims ?? [])
        {
            keys.Add($"{nameof(policy.Claims)}:{claims++}");
            _conditions.AddClaim(claim.Type, claim.Values);
        }

        return new Policy(name, first.._conditions.Count, [.. keys], policy.AuthorizationPolicy, policy.AllowAnonymous, [.. policy.Integrations ?? []], [.. policy.Except ?? []]);
    }

    private sealed record Policy(string Name, Range Conditions, string[] ConditionKeys, string? AuthorizationPolicy, bool AllowAnonymous, string[] Integrations, string[] Except);
}

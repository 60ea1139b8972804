namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>
/// What makes a policy usable, wherever it comes from. A condition that is present but empty is refused: it would mean "nobody" to one reader
/// and "everybody" to the next.
/// </summary>
internal static class PolicyRules
{
    /// <param name="path">What the policy is called in messages.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="failures">Gets a line for everything that is wrong.</param>
    public static void Check(string path, ConnectPolicy? policy, List<string> failures)
    {
        if (policy is null)
        {
            failures.Add($"{path} must not be null");
            return;
        }

        CheckCondition($"{path}:Roles", policy.Roles, failures);
        CheckClaims($"{path}:Claims", policy.Claims, failures);
        CheckCondition($"{path}:Users", policy.Users, failures);
        if (policy.AuthorizationPolicy is not null && string.IsNullOrWhiteSpace(policy.AuthorizationPolicy))
        {
            failures.Add($"{path}:AuthorizationPolicy is empty; name a policy, or leave it out");
        }

        CheckIds($"{path}:Integrations", policy.Integrations, failures);
        CheckIds($"{path}:Except", policy.Except, failures);
    }

    /// <summary>Who writes a policy by hand wants it to say something; what code collected may well be nothing, and grants nothing.</summary>
    public static void CheckLists(string path, ConnectPolicy? policy, List<string> failures)
    {
        if (policy is { Integrations: null or { Count: 0 }, Except: null or { Count: 0 } })
        {
            failures.Add($"{path} lists nothing in Integrations nor in Except");
        }
    }

    private static void CheckClaims(string path, IList<ConnectClaim>? claims, List<string> failures)
    {
        if (claims is { Count: 0 })
        {
            failures.Add($"{path} is empty; name at least one, or leave it out");
        }

        for (var i = 0; i < claims?.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(claims[i]?.Type))
            {
                failures.Add($"{path}:{i}:Type is missing");
            }

            CheckCondition($"{path}:{i}:Values", claims[i]?.Values ?? [], failures);
        }
    }

    private static void CheckCondition(string path, IList<string>? values, List<string> failures)
    {
        if (values is { Count: 0 })
        {
            failures.Add($"{path} is empty; name at least one, or leave it out");
        }

        for (var i = 0; i < values?.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(values[i]))
            {
                failures.Add($"{path}:{i} is blank");
            }
        }
    }

    /// <summary>Ids are compared exactly: one that cannot be an id would match nothing, and in <c>Except</c> except nothing.</summary>
    private static void CheckIds(string path, IList<string>? ids, List<string> failures)
    {
        for (var i = 0; i < ids?.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(ids[i]))
            {
                failures.Add($"{path}:{i} is blank");
            }
            else if (ids[i] != PolicySet.Everything && ids[i].Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '*' or ',' or ';'))
            {
                failures.Add($"{path}:{i} is not one id of an integration, nor \"*\" alone");
            }
        }
    }
}

using Polytomic.Connect.AspNetCore.Text;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Says in words what decided.</summary>
internal static class DecisionReason
{
    public const string Failed = "The policies could not be evaluated; the log says why.";

    public static string Of(IReadOnlyList<ConnectPolicyExplanation> policies)
    {
        var applying = policies.Where(policy => policy.Applies).ToList();
        if (applying.Count == 0)
        {
            return "No policy applies to this user.";
        }

        var granting = Names(applying.Where(policy => policy.Grants));
        var excepting = Names(applying.Where(policy => policy.Excepts));
        return (granting, excepting) switch
        {
            (_, not "") => $"Excepted by {excepting}.",
            ("", _) => $"No policy that applies lists it; those that apply are {Names(applying)}.",
            _ => $"Granted by {granting}.",
        };
    }

    /// <summary>Which condition keeps each policy that does not apply from doing so: <c>Administrators (Roles)</c>.</summary>
    public static string OfUnmet(IEnumerable<(string Policy, string Condition)> unmet) =>
        Listed([.. unmet.Select(policy => $"{policy.Policy} ({policy.Condition})")], "none");

    /// <summary>What took from a user what was asked for: <c>api (excepted by Administrators)</c>.</summary>
    public static string OfLoss(PolicyEvaluation evaluation, AskedIntegrations asked)
    {
        var excepted = evaluation.Excepted.ToLookup(except => except.Id, except => except.Policy);
        var lost = asked.Ids?.Where(id => !evaluation.Allowed.Allows(id)).ToList() ?? [.. excepted.Select(policies => policies.Key)];
        return Listed([.. lost.Select(id => $"{LogText.Of(id)} ({Because(id)})")], "nothing");

        string Because(string id) => excepted[id].Concat(excepted[PolicySet.Everything]).Distinct().ToList() is { Count: > 0 } policies
            ? "excepted by " + string.Join(", ", policies)
            : "granted by none that applies";
    }

    /// <summary>As many as a line of a log has room for.</summary>
    private static string Listed(List<string> all, string none)
    {
        const int Shown = 20;
        return all.Count switch
        {
            0 => none,
            > Shown => string.Join(", ", all.Take(Shown)) + $" and {all.Count - Shown} more",
            _ => string.Join(", ", all),
        };
    }

    private static string Names(IEnumerable<ConnectPolicyExplanation> policies) => string.Join(", ", policies.Select(policy => policy.Name));
}

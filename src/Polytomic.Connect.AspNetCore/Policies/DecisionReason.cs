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

    /// <summary>What took from a user what was asked for: <c>api (excepted by Administrators)</c>.</summary>
    public static string OfLoss(PolicyEvaluation evaluation, AskedIntegrations asked)
    {
        const int Shown = 20;
        var excepted = evaluation.Excepted.ToLookup(except => except.Id, except => except.Policy);
        var lost = asked.Ids?.Where(id => !evaluation.Allowed.Allows(id)).ToList() ?? [.. excepted.Select(policies => policies.Key)];
        var told = lost.Take(Shown).Select(id => $"{LogText.Of(id)} ({Because(id)})");
        return lost.Count switch
        {
            0 => "nothing",
            > Shown => string.Join(", ", told) + $" and {lost.Count - Shown} more",
            _ => string.Join(", ", told),
        };

        string Because(string id) => excepted[id].Concat(excepted[PolicySet.Everything]).Distinct().ToList() is { Count: > 0 } policies
            ? "excepted by " + string.Join(", ", policies)
            : "granted by none that applies";
    }

    private static string Names(IEnumerable<ConnectPolicyExplanation> policies) => string.Join(", ", policies.Select(policy => policy.Name));
}

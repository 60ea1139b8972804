using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Asks the policy providers of the application for the policies of a user.</summary>
internal static class ProvidedPolicies
{
    /// <summary>The policies of all providers, compiled; null where there is no provider. Throws for whatever is not an answer in time.</summary>
    public static async ValueTask<PolicySet?> GetAsync(ClaimsPrincipal user, TimeSpan timeout, TimeProvider time, IServiceProvider services, CancellationToken cancellationToken)
    {
        var providers = services.GetServices<IConnectPolicyProvider>();
        if (providers is ICollection<IConnectPolicyProvider> { Count: 0 })
        {
            return null;
        }

        using var overdue = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, cancellationToken);
        var policies = new List<KeyValuePair<string, ConnectPolicy>>();
        foreach (var provider in providers)
        {
            // A provider need not heed the token.
            var provided = await provider.GetPoliciesAsync(user, linked.Token).AsTask().WaitAsync(linked.Token)
                ?? throw new InvalidPolicyException($"{provider.GetType()} returned null");
            AddValid(provider.GetType(), provided, policies);
        }

        return new PolicySet(policies);
    }

    private static void AddValid(Type provider, IReadOnlyCollection<ConnectPolicy> provided, List<KeyValuePair<string, ConnectPolicy>> policies)
    {
        var failures = new List<string>();
        var index = 0;
        foreach (var policy in provided)
        {
            var name = $"{provider}:{index++}";
            PolicyRules.Check(name, policy, failures);
            policies.Add(new(name, policy));
        }

        if (failures.Count > 0)
        {
            throw new InvalidPolicyException(string.Join("; ", failures));
        }
    }
}

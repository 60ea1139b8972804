using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>The application's authorization policies that ours name exist.</summary>
internal sealed class AuthorizationPolicyRule(IServiceProvider services)
{
    /// <summary>The usual provider answers at once; one that asks elsewhere must not keep the start from ending.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public void Check(IDictionary<string, ConnectPolicy>? policies, List<string> failures)
    {
        foreach (var (key, policy) in policies ?? new Dictionary<string, ConnectPolicy>())
        {
            if (policy?.AuthorizationPolicy is { } name && !string.IsNullOrWhiteSpace(name) && FindFailure(name) is { } failure)
            {
                failures.Add($"PolytomicConnect:Policies:{key}:AuthorizationPolicy names the authorization policy \"{name}\", which {failure}");
            }
        }
    }

    private string? FindFailure(string name)
    {
        const string missing = "does not exist; add it with AddAuthorization";
        try
        {
            using var scope = services.CreateScope();
            var provider = scope.ServiceProvider.GetService<IAuthorizationPolicyProvider>();

            // Options are validated synchronously, at the start and at a reload only.
            return provider?.GetPolicyAsync(name) is not { } lookup ? missing
                : !lookup.Wait(Patience) ? $"was not found within {Patience.TotalSeconds} s"
                : lookup.Result is null ? missing
                : null;
        }
        catch (Exception exception)
        {
            return $"could not be looked up: {exception.GetBaseException().GetType()}";
        }
    }
}

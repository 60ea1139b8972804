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
        var named = (policies ?? new Dictionary<string, ConnectPolicy>())
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value?.AuthorizationPolicy))
            .Select(pair => (Key: $"PolytomicConnect:Policies:{pair.Key}:AuthorizationPolicy", Name: pair.Value.AuthorizationPolicy!))
            .ToArray();
        if (named.Length == 0)
        {
            return;
        }

        using var scope = services.CreateScope();
        var provider = scope.ServiceProvider.GetService<IAuthorizationPolicyProvider>();
        foreach (var (key, name) in named)
        {
            if (provider is null || !Exists(provider, name))
            {
                failures.Add($"{key} names the authorization policy \"{name}\", which does not exist; add it with AddAuthorization");
            }
        }
    }

    private static bool Exists(IAuthorizationPolicyProvider provider, string name)
    {
        // Options are validated synchronously, at the start and at a reload only.
        var lookup = provider.GetPolicyAsync(name);
        return lookup.Wait(Patience) && lookup.Result is not null;
    }
}

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
            if (FindFailure(provider, name) is { } failure)
            {
                failures.Add($"{key} names the authorization policy \"{name}\", which {failure}");
            }
        }
    }

    private static string? FindFailure(IAuthorizationPolicyProvider? provider, string name)
    {
        const string missing = "does not exist; add it with AddAuthorization";
        try
        {
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

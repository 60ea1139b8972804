using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Asks the application's authorization policies about a user, each at most once in an evaluation.</summary>
internal sealed class AuthorizationConditions(ClaimsPrincipal user, TimeSpan timeout, TimeProvider time, IServiceProvider services)
{
    private readonly Dictionary<string, bool> _answers = new(StringComparer.Ordinal);

    /// <summary>Takes those out of a combination whose authorization policy says no. Throws for whatever is not an answer in time.</summary>
    public async ValueTask NarrowAsync(PolicySet policies, PolicyCombination combination, CancellationToken cancellationToken)
    {
        foreach (var policy in policies.WithAuthorization)
        {
            if (combination[policy])
            {
                combination[policy] = await IsMetAsync(policies.AuthorizationPolicyOf(policy), cancellationToken);
            }
        }
    }

    private async ValueTask<bool> IsMetAsync(string name, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue(name, out var answer))
        {
            var authorization = services.GetRequiredService<IAuthorizationService>();
            var result = await authorization.AuthorizeAsync(user, resource: null, name).WaitAsync(timeout, time, cancellationToken);
            _answers[name] = answer = result.Succeeded;
        }

        return answer;
    }
}

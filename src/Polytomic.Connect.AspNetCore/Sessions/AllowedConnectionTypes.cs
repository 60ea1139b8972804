using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>The part of Polytomic's catalogue that a user may connect.</summary>
internal sealed class AllowedConnectionTypes(ConnectPolicies policies, Credentials credentials, Catalogue catalogue)
{
    /// <exception cref="PolytomicConnectException">The user has no organization, or Polytomic failed.</exception>
    public async Task<IReadOnlyList<ConnectionType>> GetAsync(ConnectUser user, ConnectSettings settings, IServiceProvider services, CancellationToken cancellationToken)
    {
        var allowed = await policies.EvaluateAsync(user.Principal, user.Id, default, settings.Policies, services, cancellationToken);
        if (allowed.IsEmpty)
        {
            return [];
        }

        var organization = UserOrganization.Find(user, settings);
        var account = await credentials.FindAsync(user.Principal, user.Id, organization, settings, services, cancellationToken);
        using var deadline = account.StartDeadline(cancellationToken);
        return IntegrationDecision.Filter(await catalogue.GetAsync(account, deadline), allowed);
    }
}

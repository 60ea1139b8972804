using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Tests.Documents;

internal sealed class TeamPolicies(AppDb db) : IConnectPolicyProvider
{
    public async ValueTask<IReadOnlyCollection<ConnectPolicy>> GetPoliciesAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var team = user.FindFirstValue("team");
        var integrations = await db.Grants.Where(grant => grant.Team == team).Select(grant => grant.Integration).ToListAsync(cancellationToken);
        return [new ConnectPolicy { Integrations = integrations }];
    }
}

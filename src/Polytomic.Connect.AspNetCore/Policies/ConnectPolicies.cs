using System.Security.Claims;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Decides what a user may connect.</summary>
internal sealed class ConnectPolicies
{
    /// <param name="user">The user; not authenticated for visitors.</param>
    /// <param name="userId">The value that identifies the user; null for visitors.</param>
    /// <param name="settings">The settings that this request took.</param>
    /// <param name="services">The services of the request, for policy providers.</param>
    /// <param name="cancellationToken">The request's.</param>
    public ValueTask<AllowedIntegrations> EvaluateAsync(ClaimsPrincipal user, string? userId, ConnectSettings settings, IServiceProvider services, CancellationToken cancellationToken)
        => throw new NotImplementedException();
}

using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore;

/// <summary>Supplies policies for a user from code or a database, besides the configured ones. Registered with <c>AddPolicyProvider</c>.</summary>
public interface IConnectPolicyProvider
{
    /// <summary>
    /// The policies to consider for this user, now. They are evaluated like configured ones. Asked at every request; when it throws,
    /// returns null or takes longer than <see cref="PolytomicConnectOptions.Timeout"/> the user may connect nothing.
    /// </summary>
    /// <param name="user">The user of the request; not authenticated for visitors.</param>
    /// <param name="cancellationToken">Cancelled when the request is aborted or the time is over.</param>
    ValueTask<IReadOnlyCollection<ConnectPolicy>> GetPoliciesAsync(ClaimsPrincipal user, CancellationToken cancellationToken);
}

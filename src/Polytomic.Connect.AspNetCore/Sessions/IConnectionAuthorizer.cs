using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore;

/// <summary>Decides whether a user may reconnect a connection. Registered with <c>AddConnectionAuthorizer</c>; without one nobody may, except through a button that the server rendered.</summary>
public interface IConnectionAuthorizer
{
    /// <summary>
    /// Whether <paramref name="user"/> may reconnect the connection. An exception, or taking longer than
    /// <see cref="PolytomicConnectOptions.Timeout"/>, means no.
    /// </summary>
    /// <param name="user">The user of the request.</param>
    /// <param name="connectionId">The connection's id, as the caller named it: not yet known to exist.</param>
    /// <param name="cancellationToken">Cancelled when the request is aborted or the time is over.</param>
    ValueTask<bool> CanReconnectAsync(ClaimsPrincipal user, string connectionId, CancellationToken cancellationToken);
}

using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore;

/// <summary>Polytomic Connect for the application's own code.</summary>
public interface IPolytomicConnect
{
    /// <summary>Starts a session for <paramref name="user"/>, under the same policies and limits as the endpoint.</summary>
    /// <param name="user">The user who is to authenticate; only this user can complete the session.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Cancels the call upstream.</param>
    /// <exception cref="PolytomicConnectException">The request is refused or Polytomic failed; its <c>Code</c> says which.</exception>
    /// <exception cref="InvalidOperationException">There is no current request and <see cref="PolytomicConnectOptions.PublicOrigin"/> is not set, or the endpoints are not mapped.</exception>
    Task<ConnectSession> StartAsync(ClaimsPrincipal user, ConnectRequest request, CancellationToken cancellationToken = default);

    /// <summary>The integrations that <paramref name="user"/> may connect, from Polytomic's catalogue.</summary>
    /// <param name="user">The user to decide for.</param>
    /// <param name="cancellationToken">Cancels the call upstream.</param>
    /// <exception cref="PolytomicConnectException">The user has no organization, or Polytomic failed; its <c>Code</c> says which.</exception>
    Task<IReadOnlyList<ConnectionType>> GetConnectionTypesAsync(ClaimsPrincipal user, CancellationToken cancellationToken = default);

    /// <summary>
    /// Why <paramref name="user"/> may, or may not, connect an integration, for the application's administrators. Says what the policies say now: whether Polytomic
    /// knows the integration, the user's organization and the limit are left out. Asks the policy providers, never Polytomic.
    /// </summary>
    /// <param name="user">The user to decide for, with all claims; not authenticated for visitors.</param>
    /// <param name="integration">Polytomic's id, such as <c>snowflake</c>.</param>
    /// <param name="cancellationToken">Cancels the policy providers.</param>
    /// <exception cref="PolytomicConnectException">The user is signed in and has nothing to be known by (<c>forbidden</c>).</exception>
    Task<ConnectExplanation> ExplainAsync(ClaimsPrincipal user, string integration, CancellationToken cancellationToken = default);
}

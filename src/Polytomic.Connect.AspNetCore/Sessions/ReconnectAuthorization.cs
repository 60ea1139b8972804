using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>Asks the app whether a user may reconnect a connection. Anything but a plain yes is a no.</summary>
internal sealed partial class ReconnectAuthorization(TimeProvider time, ILogger<ReconnectAuthorization> logger)
{
    /// <exception cref="PolytomicConnectException">The user may not.</exception>
    public async ValueTask DemandAsync(ClaimsPrincipal user, string connectionId, TimeSpan timeout, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<IConnectionAuthorizer>() is not { } authorizer
            || !await AskAsync(authorizer, user, connectionId, timeout, cancellationToken))
        {
            throw new PolytomicConnectException(ErrorCodes.ConnectionNotAllowed, "You may not reconnect this connection.");
        }
    }

    private async ValueTask<bool> AskAsync(
        IConnectionAuthorizer authorizer, ClaimsPrincipal user, string connectionId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await authorizer.CanReconnectAsync(user, connectionId, either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.AuthorizerFailed(logger, authorizer.GetType().FullName, exception.GetType().FullName);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Error, "The connection authorizer {Authorizer} failed with {Exception}: the reconnect is refused.")]
        public static partial void AuthorizerFailed(ILogger logger, string? authorizer, string? exception);
    }
}

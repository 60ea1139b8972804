using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Limits;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Principals;
using Polytomic.Connect.AspNetCore.Requests;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>Polytomic Connect for the app's own code: the same rules, without the endpoint.</summary>
internal sealed class PolytomicConnect(
    CurrentSettings settings, SessionStarter starter, AllowedConnectionTypes types, ConnectPolicies policies, VisitorCookie visitors, IHttpContextAccessor accessor, IServiceScopeFactory scopes)
    : IPolytomicConnect
{
    public async Task<ConnectSession> StartAsync(ClaimsPrincipal user, ConnectRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var body = ConnectBody.From(request);
        var context = accessor.HttpContext;
        await using var services = Services(context);
        var taken = settings.Value;
        var (connectUser, limitKey, issueCookie) = Identify(user, context, taken);
        var session = await starter.StartAsync(
            new SessionAsk
            {
                User = connectUser,
                Request = new ConnectRequest
                {
                    Name = body.Name,
                    Type = body.Type,
                    Whitelist = body.Whitelist,
                    ConnectionId = body.Connection,
                    RedirectUrl = body.RedirectUrl,
                    ReturnUrl = request.ReturnUrl,
                    Dark = body.Dark,
                },
                Settings = taken,
                Services = services.Provider,
                HttpContext = context,
                LimitKey = limitKey,
            },
            cancellationToken);
        issueCookie?.Invoke();
        return session;
    }

    public async Task<IReadOnlyList<ConnectionType>> GetConnectionTypesAsync(ClaimsPrincipal user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        await using var services = Services(accessor.HttpContext);
        var taken = settings.Value;
        var connectUser = IdentifyOrVisitor(user, taken);
        return await types.GetAsync(connectUser, taken, services.Provider, cancellationToken);
    }

    public async Task<ConnectExplanation> ExplainAsync(ClaimsPrincipal user, string integration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(integration);
        await using var services = Services(accessor.HttpContext);
        var taken = settings.Value;
        var userId = IdentifyOrVisitor(user, taken).Id;
        return await policies.ExplainAsync(user, userId, integration, taken.Policies, services.Provider, cancellationToken);
    }

    private static ConnectUser IdentifyOrVisitor(ClaimsPrincipal user, ConnectSettings taken) =>
        user.IsSignedIn() ? UserIdentity.Identify(user, taken) : new ConnectUser(user, null, default);

    private (ConnectUser User, UInt128 LimitKey, Action? IssueCookie) Identify(ClaimsPrincipal user, HttpContext? context, ConnectSettings taken)
    {
        if (user.IsSignedIn())
        {
            var signedIn = UserIdentity.Identify(user, taken);
            return (signedIn, signedIn.Key, null);
        }

        if (context is null)
        {
            throw new PolytomicConnectException(ErrorCodes.Unauthenticated, "Nobody is signed in, and outside a request visitors cannot be told apart.");
        }

        if (visitors.Read(context) is { } known)
        {
            return (known, known.Key, null);
        }

        // A stranger every time: only the address tells how often such a one comes.
        var (visitor, issueCookie) = visitors.Welcome(context);
        return (visitor, RemoteAddressKey.Of(context.Connection.RemoteIpAddress), issueCookie);
    }

    private RequestServices Services(HttpContext? context) =>
        context is not null ? new(context.RequestServices, null) : RequestServices.Of(scopes.CreateAsyncScope());

    /// <summary>The services of the request; outside one, of a scope that lasts as long as the call.</summary>
    private readonly record struct RequestServices(IServiceProvider Provider, AsyncServiceScope? Scope) : IAsyncDisposable
    {
        public static RequestServices Of(AsyncServiceScope scope) => new(scope.ServiceProvider, scope);

        public ValueTask DisposeAsync() => Scope?.DisposeAsync() ?? default;
    }
}

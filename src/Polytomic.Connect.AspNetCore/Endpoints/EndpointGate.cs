using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Who asks, from where, under which settings: the same questions in the same order before every endpoint that answers JSON.</summary>
internal sealed class EndpointGate(CurrentSettings settings, EndpointAuthorization authorization)
{
    /// <exception cref="PolytomicConnectException">The request does not get in.</exception>
    public async ValueTask<Admission> AdmitAsync(HttpContext context)
    {
        var taken = settings.Value;
        var caller = CrossSite.Classify(context, taken);
        CorsHeaders.Write(context, caller);
        var authentication = await authorization.AuthenticateAsync(context);
        CrossSite.Refuse(caller);
        return new Admission(taken, await authorization.AuthorizeAsync(context, authentication, taken), caller);
    }

    /// <summary>The same for a page at which a person arrives from another site.</summary>
    /// <returns>The signed-in user; null for a visitor.</returns>
    /// <exception cref="PolytomicConnectException">The request does not get in.</exception>
    public async ValueTask<ConnectUser?> AdmitArrivalAsync(HttpContext context, ConnectSettings taken)
    {
        var authentication = await authorization.AuthenticateAsync(context);
        return await authorization.AuthorizeAsync(context, authentication, taken);
    }
}

/// <summary>A request that got in.</summary>
/// <param name="Settings">The settings to serve it under, to its end.</param>
/// <param name="SignedIn">The signed-in user; null for a visitor.</param>
/// <param name="Caller">From where it comes.</param>
internal readonly record struct Admission(ConnectSettings Settings, ConnectUser? SignedIn, Caller Caller);

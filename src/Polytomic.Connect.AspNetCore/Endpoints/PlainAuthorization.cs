using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>
/// Whether the app authorizes with what ASP.NET Core brings and nothing of its own. Then a policy that asks for a signed-in user and
/// nothing else needs no asking, which costs 1.3 KB: handlers of the app's own may refuse anybody.
/// </summary>
internal static class PlainAuthorization
{
    public static bool Is(IServiceProvider services) =>
        services.GetRequiredService<IPolicyEvaluator>().GetType() == typeof(PolicyEvaluator)
        && services.GetRequiredService<IAuthorizationService>().GetType().Assembly == typeof(DefaultAuthorizationService).Assembly
        && services.GetRequiredService<IAuthorizationEvaluator>().GetType() == typeof(DefaultAuthorizationEvaluator)
        && services.GetRequiredService<IAuthorizationHandlerProvider>().GetType() == typeof(DefaultAuthorizationHandlerProvider)
        && services.GetServices<IAuthorizationHandler>().All(handler => handler.GetType() == typeof(PassThroughAuthorizationHandler));
}

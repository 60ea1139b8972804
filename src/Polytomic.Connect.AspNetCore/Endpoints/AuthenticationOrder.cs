using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Addresses;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>
/// Warns, once, of an application that authenticates its users, but not before the endpoints: everybody would be a stranger there, and nothing would say why.
/// That the middleware is missing shows at the start; that it comes too late, at the first request that it spoils.
/// </summary>
internal sealed partial class AuthenticationOrder(ILogger<AuthenticationOrder> logger, IAuthenticationSchemeProvider? schemes = null) : IStartupFilter
{
    // What UseAuthentication leaves behind, so that a WebApplication does not add it a second time.
    private const string MiddlewareSet = "__AuthenticationMiddlewareSet";
    private int _warned;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        var isMapped = app.ApplicationServices.GetRequiredService<EndpointDataSource>().Endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<ConnectEndpointMetadata>() is not null);
        if (schemes is not null && isMapped && !app.Properties.ContainsKey(MiddlewareSet))
        {
            Warn();
        }
    };

    /// <summary>Looks for the reason why nobody is signed in.</summary>
    public async ValueTask WarnAsync(HttpContext context)
    {
        if (schemes is not null && context.Features.Get<IAuthenticationFeature>() is null && await schemes.GetDefaultAuthenticateSchemeAsync() is not null)
        {
            Warn();
        }
    }

    private void Warn()
    {
        if (Interlocked.Exchange(ref _warned, 1) == 0)
        {
            Log.NotAuthenticated(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Warning, "The endpoints of Polytomic Connect do not see who is signed in: call app.UseAuthentication() before them (after UseRouting, before UseAuthorization and UseEndpoints).")]
        public static partial void NotAuthenticated(ILogger logger);
    }
}

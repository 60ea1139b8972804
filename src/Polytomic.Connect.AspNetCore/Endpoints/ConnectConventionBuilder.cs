using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Reaches every endpoint that was mapped, and takes off what would get in their way.</summary>
internal sealed class ConnectConventionBuilder : IEndpointConventionBuilder
{
    private readonly RouteGroupBuilder _group;

    public ConnectConventionBuilder(RouteGroupBuilder group)
    {
        _group = group;
        ((IEndpointConventionBuilder)group).Finally(TakeOff);
    }

    public void Add(Action<EndpointBuilder> convention) => ((IEndpointConventionBuilder)_group).Add(convention);

    public void Finally(Action<EndpointBuilder> finalConvention) => ((IEndpointConventionBuilder)_group).Finally(finalConvention);

    private static void TakeOff(EndpointBuilder endpoint)
    {
        var isPreflight = endpoint.Metadata.Contains(PreflightMetadata.Instance);
        for (var i = endpoint.Metadata.Count - 1; i >= 0; i--)
        {
            // Who may call from where is decided by AllowedOrigins alone, with neither UseCors nor UseAntiforgery in the app; and routing
            // throws for a short circuit with authorization.
            if (endpoint.Metadata[i] is ICorsMetadata or IAntiforgeryMetadata
                || (isPreflight && endpoint.Metadata[i] is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData or IAllowAnonymous))
            {
                endpoint.Metadata.RemoveAt(i);
            }
        }
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Admits signed-in users who meet what the app requires of the endpoint; visitors only where the app lets them in.</summary>
internal sealed class EndpointAuthorization(IAuthorizationPolicyProvider policies)
{
    /// <returns>The signed-in user; null for a visitor.</returns>
    /// <exception cref="PolytomicConnectException">Nobody is signed in, or the user does not meet the app's requirements.</exception>
    public async ValueTask<ConnectUser?> AdmitAsync(HttpContext context, ConnectSettings settings)
    {
        var metadata = context.GetEndpoint()!.Metadata;
        var policy = await FindPolicyAsync(metadata);
        var evaluator = (IPolicyEvaluator)context.RequestServices.GetService(typeof(IPolicyEvaluator))!;
        var authentication = await evaluator.AuthenticateAsync(policy, context);
        var allowsVisitors = AllowsVisitors(metadata);
        if (!allowsVisitors)
        {
            var result = await evaluator.AuthorizeAsync(policy, authentication, context, context);
            if (result.Forbidden)
            {
                throw new PolytomicConnectException(ErrorCodes.Forbidden, "Your account may not do this.");
            }

            if (!result.Succeeded)
            {
                throw SignedOut();
            }
        }

        if (context.User.Identities.Any(identity => identity.IsAuthenticated))
        {
            return UserIdentity.Identify(context.User, settings);
        }

        return allowsVisitors ? null : throw SignedOut();
    }

    private static PolytomicConnectException SignedOut() => new(ErrorCodes.Unauthenticated, "Please sign in and try again.");

    private static bool AllowsVisitors(EndpointMetadataCollection metadata)
    {
        foreach (var marker in metadata.GetOrderedMetadata<IAllowAnonymous>())
        {
            if (marker is not GatedMetadata)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the authorization middleware would have asked: the endpoint's policies, else the fallback, else the default.</summary>
    private async ValueTask<AuthorizationPolicy> FindPolicyAsync(EndpointMetadataCollection metadata)
    {
        var policy = await AuthorizationPolicy.CombineAsync(
            policies, metadata.GetOrderedMetadata<IAuthorizeData>(), metadata.GetOrderedMetadata<AuthorizationPolicy>());
        var requirements = metadata.GetOrderedMetadata<IAuthorizationRequirementData>().SelectMany(data => data.GetRequirements()).ToArray();
        if (requirements.Length > 0)
        {
            var required = new AuthorizationPolicyBuilder().AddRequirements(requirements).Build();
            policy = policy is null ? required : AuthorizationPolicy.Combine(policy, required);
        }

        return policy ?? await policies.GetDefaultPolicyAsync();
    }
}

using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Principals;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Admits signed-in users who meet what the app requires of the endpoint; visitors only where the app lets them in.</summary>
internal sealed class EndpointAuthorization(IAuthorizationPolicyProvider policies, AuthenticationOrder order)
{
    private readonly ConditionalWeakTable<Endpoint, AuthorizationPolicy> _policies = [];

    /// <summary>Finds out who asks.</summary>
    /// <exception cref="PolytomicConnectException">Nobody is signed in, and visitors are not let in.</exception>
    public async ValueTask<EndpointAuthentication> AuthenticateAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint()!;
        var metadata = endpoint.Metadata;
        var policy = _policies.TryGetValue(endpoint, out var known) ? known : await FindPolicyAsync(endpoint);
        var evaluator = context.RequestServices.GetRequiredService<IPolicyEvaluator>();
        var result = await evaluator.AuthenticateAsync(policy, context);
        var (isSignedIn, allowsVisitors) = (context.User.IsSignedIn(), AllowsVisitors(metadata));
        if (isSignedIn || allowsVisitors)
        {
            return new(allowsVisitors ? null : policy, evaluator, result, !isSignedIn);
        }

        if (policy.AuthenticationSchemes.Count == 0)
        {
            await order.WarnAsync(context);
        }

        throw SignedOut();
    }

    /// <summary>Holds the user against what the app requires of the endpoint.</summary>
    /// <returns>The signed-in user; null for a visitor.</returns>
    /// <exception cref="PolytomicConnectException">The user does not meet it, or cannot be told from others.</exception>
    public async ValueTask<ConnectUser?> AuthorizeAsync(HttpContext context, EndpointAuthentication authentication, ConnectSettings settings)
    {
        if (authentication.Policy is { } policy)
        {
            var result = await authentication.Evaluator.AuthorizeAsync(policy, authentication.Result, context, context);
            if (!result.Succeeded)
            {
                throw result.Forbidden ? new PolytomicConnectException(ErrorCodes.Forbidden, "Your account may not do this.") : SignedOut();
            }
        }

        return authentication.IsVisitor ? null : UserIdentity.Identify(context.User, settings);
    }

    private static PolytomicConnectException SignedOut() => new(ErrorCodes.Unauthenticated, "Please sign in and try again.");

    private static bool AllowsVisitors(EndpointMetadataCollection metadata)
    {
        var markers = metadata.GetOrderedMetadata<IAllowAnonymous>();
        for (var i = 0; i < markers.Count; i++)
        {
            if (markers[i] is not GatedMetadata)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the authorization middleware would have asked: the endpoint's policies, else the fallback, else the default.</summary>
    private async ValueTask<AuthorizationPolicy> FindPolicyAsync(Endpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var policy = await AuthorizationPolicy.CombineAsync(
            policies, metadata.GetOrderedMetadata<IAuthorizeData>(), metadata.GetOrderedMetadata<AuthorizationPolicy>());
        var requirements = metadata.GetOrderedMetadata<IAuthorizationRequirementData>().SelectMany(data => data.GetRequirements()).ToArray();
        if (requirements.Length > 0)
        {
            var required = new AuthorizationPolicyBuilder().AddRequirements(requirements).Build();
            policy = policy is null ? required : AuthorizationPolicy.Combine(policy, required);
        }

        policy ??= await policies.GetDefaultPolicyAsync();
        if (policies.AllowsCachingPolicies)
        {
            _policies.AddOrUpdate(endpoint, policy);
        }

        return policy;
    }
}

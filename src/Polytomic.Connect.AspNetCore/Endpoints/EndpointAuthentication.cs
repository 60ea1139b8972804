using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Who asks, before the app's requirements are held against it.</summary>
/// <param name="Policy">What the app requires of the endpoint; null where it lets everybody in.</param>
/// <param name="Evaluator">What held the request against the policy, and does so again.</param>
/// <param name="Result">How the user was authenticated.</param>
/// <param name="IsVisitor">Whether nobody is signed in.</param>
internal readonly record struct EndpointAuthentication(AuthorizationPolicy? Policy, IPolicyEvaluator Evaluator, AuthenticateResult Result, bool IsVisitor);

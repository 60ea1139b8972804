using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Descriptions;

/// <summary>
/// Describes endpoints to the API explorer, and so to OpenAPI. They read requests and write answers themselves, so that nothing could be learned from their
/// signatures; only an endpoint with a method in its metadata is described at all, and here it is one that says the same.
/// </summary>
internal static class EndpointDescription
{
    private static readonly string[] Gate =
    [
        ErrorCodes.Unauthenticated, ErrorCodes.CrossSiteRequest, ErrorCodes.Forbidden, ErrorCodes.OrganizationMissing,
        ErrorCodes.PolytomicUnauthorized, ErrorCodes.PolytomicFailed, ErrorCodes.PolytomicUnavailable, ErrorCodes.PolytomicTimeout,
    ];

    public static void DescribeStart(this IEndpointConventionBuilder endpoint) => endpoint.Describe(
        // Not by metadata of what it accepts: routing itself would refuse whatever that leaves out, forms among others.
        Body,
        typeof(PolytomicConnectStartedAnswer),
        "Starts a session of Polytomic Connect",
        "Answers with the address to send the user to. What the user may connect is decided here, whatever is asked for.",
        ErrorCodes.InvalidRequest,
        ErrorCodes.IntentInvalid,
        ErrorCodes.IntegrationNotAllowed,
        ErrorCodes.RedirectNotAllowed,
        ErrorCodes.ConnectionNotAllowed,
        ErrorCodes.ConnectionNotFound,
        ErrorCodes.RequestTooLarge,
        ErrorCodes.UnsupportedMediaType,
        ErrorCodes.RejectedByPolytomic,
        ErrorCodes.RateLimited);

    public static void DescribeStatus(this IEndpointConventionBuilder endpoint) => endpoint.Describe(
        Session,
        typeof(PolytomicConnectStatusAnswer),
        "Tells how a session stands",
        "Asks Polytomic whether the connection is there. The application's completion handlers have run when the answer is \"connected\".",
        ErrorCodes.InvalidRequest,
        ErrorCodes.SessionInvalid);

    public static void DescribeConnectionTypes(this IEndpointConventionBuilder endpoint) => endpoint.Describe(
        Nothing,
        typeof(PolytomicConnectIntegrationsAnswer),
        "Lists the integrations that the user may connect",
        "Polytomic's catalogue, as far as the policies let this user connect it.");

    private static void Describe(
        this IEndpointConventionBuilder endpoint, Delegate shape, Type answer, string summary, string description, params string[] codes)
    {
        endpoint.WithMetadata(
            shape.Method,
            new EndpointSummaryAttribute(summary),
            new EndpointDescriptionAttribute(description),
            new TagsAttribute("Polytomic Connect"),
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, answer, ["application/json"]));
#if NET9_0_OR_GREATER
        foreach (var parameter in shape.Method.GetParameters())
        {
            endpoint.WithMetadata(new DescribedParameter(parameter, parameter.Name!));
        }
#endif
        foreach (var problems in codes.Concat(Gate).GroupBy(ErrorStatus.Of).OrderBy(problems => problems.Key))
        {
            endpoint.WithMetadata(Problem(problems.Key, [.. problems]));
        }
    }

    private static ProducesResponseTypeAttribute Problem(int status, string[] codes) => new(typeof(PolytomicConnectProblem), status, "application/problem+json")
    {
#if NET10_0_OR_GREATER
        Description = string.Join(", ", codes),
#endif
    };

    private static void Nothing()
    {
    }

    private static void Body([FromBody] PolytomicConnectBody body) => _ = body;

    private static void Session([FromQuery, Description("The sealed session that starting it answered with.")] string session) => _ = session;
}

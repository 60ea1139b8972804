using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Errors;

/// <summary>The HTTP status of a code.</summary>
internal static class ErrorStatus
{
    public static int Of(string code) => code switch
    {
        ErrorCodes.InvalidRequest or ErrorCodes.IntentInvalid or ErrorCodes.SessionInvalid => StatusCodes.Status400BadRequest,
        ErrorCodes.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorCodes.CrossSiteRequest or ErrorCodes.IntegrationNotAllowed or ErrorCodes.RedirectNotAllowed or ErrorCodes.ConnectionNotAllowed
            or ErrorCodes.OrganizationMissing or ErrorCodes.Forbidden => StatusCodes.Status403Forbidden,
        ErrorCodes.ConnectionNotFound => StatusCodes.Status404NotFound,
        ErrorCodes.RequestTooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorCodes.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ErrorCodes.RejectedByPolytomic => StatusCodes.Status422UnprocessableEntity,
        ErrorCodes.RateLimited => StatusCodes.Status429TooManyRequests,
        ErrorCodes.PolytomicUnavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorCodes.PolytomicTimeout => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status502BadGateway,
    };
}

namespace Polytomic.Connect.AspNetCore.Errors;

/// <summary>The stable codes of refusals and failures, as answers and <see cref="PolytomicConnectException.Code"/> carry them.</summary>
internal static class ErrorCodes
{
    public const string InvalidRequest = "invalid_request";
    public const string IntentInvalid = "intent_invalid";
    public const string SessionInvalid = "session_invalid";
    public const string Unauthenticated = "unauthenticated";
    public const string CrossSiteRequest = "cross_site_request";
    public const string IntegrationNotAllowed = "integration_not_allowed";
    public const string RedirectNotAllowed = "redirect_not_allowed";
    public const string ConnectionNotAllowed = "connection_not_allowed";
    public const string OrganizationMissing = "organization_missing";
    public const string Forbidden = "forbidden";
    public const string ConnectionNotFound = "connection_not_found";
    public const string RequestTooLarge = "request_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string RateLimited = "rate_limited";
    public const string RejectedByPolytomic = "rejected_by_polytomic";
    public const string PolytomicUnauthorized = "polytomic_unauthorized";
    public const string PolytomicFailed = "polytomic_failed";
    public const string PolytomicUnavailable = "polytomic_unavailable";
    public const string PolytomicTimeout = "polytomic_timeout";
}

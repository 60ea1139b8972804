using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Polytomic.Connect.AspNetCore.Descriptions;

/// <summary>The problem details of every refusal, as they are described.</summary>
internal sealed class PolytomicConnectProblem
{
    [JsonPropertyName("status"), Description("The HTTP status.")]
    public required int Status { get; init; }

    [JsonPropertyName("title"), Description("The status in words.")]
    public required string Title { get; init; }

    [JsonPropertyName("detail"), Description("What happened and what to do, fit for the user.")]
    public required string Detail { get; init; }

    [JsonPropertyName("code"), Description("What to decide by.")]
    public required PolytomicConnectErrorCode Code { get; init; }

    [JsonPropertyName("error"), Description("The same as detail.")]
    public required string Error { get; init; }
}

/// <summary>The codes of refusals; <c>ErrorCodes</c> as a type.</summary>
[JsonConverter(typeof(ErrorCodeConverter))]
internal enum PolytomicConnectErrorCode
{
    InvalidRequest,
    IntentInvalid,
    SessionInvalid,
    Unauthenticated,
    CrossSiteRequest,
    IntegrationNotAllowed,
    RedirectNotAllowed,
    ConnectionNotAllowed,
    OrganizationMissing,
    Forbidden,
    ConnectionNotFound,
    RequestTooLarge,
    UnsupportedMediaType,
    RateLimited,
    RejectedByPolytomic,
    PolytomicUnauthorized,
    PolytomicFailed,
    PolytomicUnavailable,
    PolytomicTimeout,
}

/// <summary>Writes the codes as the answers do.</summary>
internal sealed class ErrorCodeConverter() : JsonStringEnumConverter<PolytomicConnectErrorCode>(JsonNamingPolicy.SnakeCaseLower);

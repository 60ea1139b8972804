using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Polytomic.Connect.AspNetCore.Descriptions;

/// <summary>The answer of <c>POST connections/connect</c>, as it is described.</summary>
internal sealed class PolytomicConnectStartedAnswer
{
    [JsonPropertyName("data")]
    public required PolytomicConnectStarted Data { get; init; }
}

/// <summary>A session that was started, as it is described.</summary>
internal sealed class PolytomicConnectStarted
{
    [JsonPropertyName("redirect_url"), Description("Where to send the user: Polytomic's modal.")]
    public required string RedirectUrl { get; init; }

    [JsonPropertyName("session"), Description("The sealed session, to ask connect_status with.")]
    public required string Session { get; init; }
}

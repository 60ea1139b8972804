using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Polytomic.Connect.AspNetCore.Descriptions;

/// <summary>The answer of <c>GET connection_types</c>, as it is described.</summary>
internal sealed class PolytomicConnectIntegrationsAnswer
{
    [JsonPropertyName("data")]
    public required PolytomicConnectIntegration[] Data { get; init; }
}

/// <summary>An integration that the user may connect, as it is described.</summary>
internal sealed class PolytomicConnectIntegration
{
    [JsonPropertyName("id"), Description("Polytomic's id, such as postgresql.")]
    public required string Id { get; init; }

    [JsonPropertyName("name"), Description("The name to show.")]
    public required string Name { get; init; }

    [JsonPropertyName("logo_url")]
    public required string? LogoUrl { get; init; }
}

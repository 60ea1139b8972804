using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Polytomic.Connect.AspNetCore.Descriptions;

/// <summary>The answer of <c>GET connect_status</c>, as it is described.</summary>
internal sealed class PolytomicConnectStatusAnswer
{
    [JsonPropertyName("data")]
    public required PolytomicConnectStatus Data { get; init; }
}

/// <summary>How a session stands, as it is described.</summary>
internal sealed class PolytomicConnectStatus
{
    [JsonPropertyName("status"), Description("pending until the connection is there and the application knows of it; expired when it will not come any more.")]
    public required PolytomicConnectState Status { get; init; }

    [JsonPropertyName("connection"), Description("The connection; there when connected.")]
    public PolytomicConnectConnection Connection { get; init; } = null!;
}

/// <summary>The states of a session.</summary>
[JsonConverter(typeof(StateConverter))]
internal enum PolytomicConnectState
{
    Pending,
    Connected,
    Expired,
}

/// <summary>A connection that was made, as it is described.</summary>
internal sealed class PolytomicConnectConnection
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name"), Description("The name at Polytomic.")]
    public required string Name { get; init; }

    [JsonPropertyName("type"), Description("The integration's id.")]
    public required string Type { get; init; }

    [JsonPropertyName("status"), Description("Polytomic's word for its health.")]
    public required string? Status { get; init; }
}

/// <summary>Writes the states as the answers do.</summary>
internal sealed class StateConverter() : JsonStringEnumConverter<PolytomicConnectState>(JsonNamingPolicy.SnakeCaseLower);

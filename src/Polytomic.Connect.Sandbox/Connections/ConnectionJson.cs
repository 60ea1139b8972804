using System.Text.Json.Serialization;

namespace Polytomic.Connect.Sandbox.Connections;

/// <summary>What <see cref="ConnectionFile"/> holds.</summary>
internal sealed record StoredConnections(IReadOnlyList<Connection> Connections);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoredConnections))]
internal sealed partial class ConnectionJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Polytomic.Connect.Sandbox.Connections;

/// <summary>What <see cref="ConnectionFile"/> holds.</summary>
internal sealed record StoredConnections(IReadOnlyList<Connection> Connections);

// Deeper than any call can be, so that whatever was taken can be read again.
[JsonSourceGenerationOptions(WriteIndented = true, MaxDepth = 512, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoredConnections))]
internal sealed partial class ConnectionJson : JsonSerializerContext;

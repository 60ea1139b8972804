using System.Text.Json;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Catalogue;

/// <summary>A kind of system that can be connected.</summary>
internal sealed class ConnectionType
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public bool UsesOAuth { get; init; }

    public required JsonObject Capabilities { get; init; }

    /// <summary>The schema as its file has it: what the API answers.</summary>
    public required JsonElement RawSchema { get; init; }

    public required Schema Schema { get; init; }

    /// <summary>Whether a person has anything to fill in before the connection is made.</summary>
    public bool HasForm => Schema.ShownProperties.Any();
}

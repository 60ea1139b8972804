using System.Text.Json;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>Some of what a schema says, and the conditions under which it says it.</summary>
internal sealed record SchemaPart(JsonElement Element, IReadOnlyList<Condition> When);

using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>One allowed value: the JSON that is stored, the text that stands for it in a form, and what a person reads.</summary>
internal sealed record Choice(JsonNode? Value, string Key, string Label);

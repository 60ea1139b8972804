using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>The conditions under which a field counts: for the script, and in words for a page without one.</summary>
internal static class FormConditions
{
    /// <summary>A list of alternatives, each a list of <c>{ name, values, not }</c>; the name is that of a control beside the field.</summary>
    public static string ToJson(IReadOnlyList<IReadOnlyList<Condition>> alternatives) => new JsonArray([.. alternatives.Select(all => (JsonNode)new JsonArray([.. all.Select(c => (JsonNode)new JsonObject
    {
        ["name"] = JsonPointer.Append("", c.Property),
        ["values"] = c.Values is null ? null : new JsonArray([.. c.Values.Select(v => (JsonNode)JsonNodes.Text(v))]),
        ["not"] = c.IsNegated,
    })]))]).ToJsonString();

    /// <summary>The first alternative, where it is simple enough to be said.</summary>
    public static string? InWords(Schema schema, IReadOnlyList<IReadOnlyList<Condition>> alternatives)
    {
        if (alternatives is not [[{ IsNegated: false } condition]] || schema.Find(condition.Property) is not { } property)
        {
            return null;
        }

        return condition.Values is null
            ? $"Only with {property.Title}."
            : $"Only with {property.Title}: {string.Join(", ", condition.Values.Select(v => Label(property, v)))}.";
    }

    private static string Label(Schema property, JsonNode? value) => property.Choices.FirstOrDefault(c => JsonNode.DeepEquals(c.Value, value))?.Label ?? JsonNodes.Text(value);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>Whether a value is of a type, and what it is once it is read as one.</summary>
internal static class Values
{
    public static bool IsOfKind(SchemaKind kind, JsonNode value) => kind switch
    {
        SchemaKind.String => value.GetValueKind() == JsonValueKind.String,
        SchemaKind.Boolean => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        SchemaKind.Number => value.GetValueKind() == JsonValueKind.Number,
        SchemaKind.Integer => value.GetValueKind() == JsonValueKind.Number && IsWhole(value),
        SchemaKind.Array => value is JsonArray,
        SchemaKind.Object => value is JsonObject,
        _ => true,
    };

    /// <summary>The value, or what it says in the type's own way (<c>"true"</c>, <c>"5432"</c>, <c>5432.0</c>), or null when it says nothing of the type.</summary>
    public static JsonNode? ToKind(SchemaKind kind, JsonNode value)
    {
        var text = JsonNodes.Text(value);
        return kind switch
        {
            SchemaKind.Boolean => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : null,
            SchemaKind.Integer => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole) && decimal.IsInteger(whole) && whole is >= long.MinValue and <= long.MaxValue
                ? JsonValue.Create((long)whole)
                : null,
            SchemaKind.Number when value.GetValueKind() == JsonValueKind.String =>
                decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
            SchemaKind.String when value.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonValue.Create(text),
            _ => IsOfKind(kind, value) ? value : null,
        };
    }

    private static bool IsWhole(JsonNode value)
    {
        using var document = JsonDocument.Parse(value.ToJsonString());
        return document.RootElement.TryGetInt64(out _) ||
            (document.RootElement.TryGetDouble(out var number) && double.IsInteger(number));
    }
}

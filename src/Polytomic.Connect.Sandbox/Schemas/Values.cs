using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>Whether a value is of a type, and what it is once it is read as one.</summary>
internal static class Values
{
    private const int MaxDigits = 400;
    private const int DecimalDigits = 28;
    private const NumberStyles WholeNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

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
            SchemaKind.Integer => Integer(text) ?? (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole) && decimal.IsInteger(whole) ? Integer(whole.ToString("0", CultureInfo.InvariantCulture)) : null),
            SchemaKind.Number when value.GetValueKind() == JsonValueKind.String => Number(text),
            SchemaKind.String when value.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonValue.Create(text),
            _ => IsOfKind(kind, value) ? value : null,
        };
    }

    /// <summary>The whole number that was typed, digit by digit however many there are, or null.</summary>
    public static JsonNode? Integer(string text)
    {
        if (long.TryParse(text, WholeNumber, CultureInfo.InvariantCulture, out var whole))
        {
            return JsonValue.Create(whole);
        }

        return text.Length <= MaxDigits && BigInteger.TryParse(text, WholeNumber, CultureInfo.InvariantCulture, out var large) ? JsonNode.Parse(large.ToString(CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>The number that was typed, with every digit, or null.</summary>
    public static JsonNode? Number(string text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && text.Count(char.IsAsciiDigit) <= DecimalDigits)
        {
            return JsonValue.Create(number);
        }

        // More digits than a decimal has, or a larger exponent: kept as it was typed where JSON has it too.
        try
        {
            return text.Length <= MaxDigits && JsonNode.Parse(text) is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(JsonNode value)
    {
        using var document = JsonDocument.Parse(value.ToJsonString());
        return document.RootElement.TryGetInt64(out _) ||
            (document.RootElement.TryGetDouble(out var number) && double.IsInteger(number));
    }
}

using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>
/// Checks a configuration against its schema. The published schemas are not JSON Schema to the letter (choices are pairs of value and label),
/// so a general validator would refuse what they mean.
/// </summary>
internal static class SchemaValidator
{
    /// <summary>What is wrong, by the pointer of the value that it is wrong with.</summary>
    public static Dictionary<string, string> Validate(Schema schema, JsonObject configuration)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        ValidateObject(schema, configuration, "", errors);
        return errors;
    }

    private static void Validate(Schema schema, JsonNode? value, string pointer, Dictionary<string, string> errors)
    {
        if (value is null)
        {
            if (!schema.Nullable && schema.Kind != SchemaKind.Any)
            {
                errors.TryAdd(pointer, $"{schema.Title} must not be null.");
            }

            return;
        }

        if (!Values.IsOfKind(schema.Kind, value) && !schema.OtherKinds.Any(k => Values.IsOfKind(k, value)))
        {
            errors.TryAdd(pointer, $"{schema.Title} must be {Describe(schema.Kind)}.");
            return;
        }

        if (schema.Choices.Count > 0 && !schema.Choices.Any(c => JsonNode.DeepEquals(c.Value, value)))
        {
            errors.TryAdd(pointer, $"{schema.Title} must be one of {string.Join(", ", schema.Choices.Select(c => c.Label))}.");
            return;
        }

        if (schema.Limits.Error(value) is { } beyond)
        {
            errors.TryAdd(pointer, $"{schema.Title} {beyond}");
        }

        switch (value)
        {
            case JsonObject members:
                ValidateObject(schema, members, pointer, errors);
                break;
            case JsonArray items when schema.Items is { } item:
                for (var i = 0; i < items.Count; i++)
                {
                    Validate(item, items[i], JsonPointer.Append(pointer, i), errors);
                }

                break;
            default:
                if (JsonNodes.String(value) is { } text && Formats.Error(schema.Format, text) is { } error)
                {
                    errors.TryAdd(pointer, $"{schema.Title} {error}");
                }

                break;
        }
    }

    private static void ValidateObject(Schema schema, JsonObject members, string pointer, Dictionary<string, string> errors)
    {
        foreach (var (name, value) in members)
        {
            var at = JsonPointer.Append(pointer, name);
            if ((schema.Find(name) ?? schema.AdditionalProperties) is { } member)
            {
                Validate(member, value, at, errors);
            }
            else if (!schema.AllowsAdditionalProperties)
            {
                errors.TryAdd(at, $"{name} is not a setting of {schema.Title}.");
            }
        }

        // What only Polytomic itself fills in (a token that a consent brought) cannot be asked of anybody.
        foreach (var property in schema.Properties.Where(p => p.IsShown && schema.IsRequired(p, members)))
        {
            if (!members.ContainsKey(property.Name) || IsBlank(property, members[property.Name]))
            {
                errors.TryAdd(JsonPointer.Append(pointer, property.Name), $"{property.Title} is required.");
            }
        }
    }

    // An empty text is no answer, unless it is one of those on offer.
    private static bool IsBlank(Schema schema, JsonNode? value) => JsonNodes.String(value) is "" && schema.Choices.All(c => c.Key.Length > 0);

    private static string Describe(SchemaKind kind) => kind switch
    {
        SchemaKind.String => "text",
        SchemaKind.Boolean => "true or false",
        SchemaKind.Number => "a number",
        SchemaKind.Integer => "a whole number",
        SchemaKind.Array => "a list",
        _ => "an object",
    };
}

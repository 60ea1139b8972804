using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>Keeps what is secret from ever leaving again, and puts it back where a caller sent none.</summary>
internal static class Secrets
{
    public const string Mask = "********";

    /// <summary>A copy that may be shown.</summary>
    public static JsonObject Redact(Schema schema, JsonObject configuration)
    {
        var copy = new JsonObject();
        foreach (var (name, value) in configuration)
        {
            // Of what a schema has no place for (the tokens of a consent, a misspelt key) nobody knows that it is no secret.
            var member = schema.Find(name) ?? schema.AdditionalProperties;
            var isStray = member is null && (schema.Properties.Count > 0 || name.StartsWith("oauth_", StringComparison.Ordinal));
            copy[name] = isStray && value is not null ? JsonValue.Create(Mask) : RedactValue(member, value);
        }

        return copy;
    }

    /// <summary><paramref name="given"/> over <paramref name="stored"/>: what is not given stays, and so does a secret that is masked.</summary>
    public static JsonObject Overlay(Schema schema, JsonObject given, JsonObject stored)
    {
        var result = (JsonObject)stored.DeepClone();
        foreach (var (name, value) in Unmask(schema, given, stored))
        {
            result[name] = value is JsonObject members && result[name] is JsonObject old && schema.Find(name) is { } property
                ? Overlay(property, members, old)
                : value?.DeepClone();
        }

        return result;
    }

    /// <summary><paramref name="given"/> alone, with the stored secrets where it has masks.</summary>
    public static JsonObject Unmask(Schema schema, JsonObject given, JsonObject stored)
    {
        var result = (JsonObject)given.DeepClone();
        foreach (var (name, value) in given)
        {
            result[name] = UnmaskValue(schema.Find(name) ?? schema.AdditionalProperties, value, stored[name]);
        }

        return result;
    }

    private static bool IsSameRow(Schema item, JsonObject row, JsonObject old) =>
        item.Properties.Where(p => !p.IsSecret).All(p => JsonNode.DeepEquals(row[p.Name], old[p.Name]));

    private static JsonNode? UnmaskValue(Schema? schema, JsonNode? value, JsonNode? stored)
    {
        if (JsonNodes.String(value) == Mask && stored is not null)
        {
            return stored.DeepClone();
        }

        switch (value)
        {
            case JsonObject members when schema is not null && stored is JsonObject old:
                return Unmask(schema, members, old);
            case JsonArray items when stored is JsonArray oldItems && schema?.Items is { } item:
                var left = oldItems.ToList();
                return new JsonArray([.. items.Select((i, index) => UnmaskValue(item, i, i is JsonObject row ? TakeSameRow(item, row, left) : oldItems.ElementAtOrDefault(index)))]);
            default:
                return value?.DeepClone();
        }
    }

    // Rows may have been added or taken away: a secret belongs to the row that says the same in the open, and to one row only.
    private static JsonNode? TakeSameRow(Schema item, JsonObject row, List<JsonNode?> left)
    {
        var at = left.FindIndex(o => o is JsonObject old && IsSameRow(item, row, old));
        if (at < 0)
        {
            return null;
        }

        var found = left[at];
        left.RemoveAt(at);
        return found;
    }

    private static JsonNode? RedactValue(Schema? schema, JsonNode? value)
    {
        if (schema is { IsSecret: true } && value is not null)
        {
            return JsonValue.Create(Mask);
        }

        return value switch
        {
            JsonObject members when schema is not null => Redact(schema, members),
            JsonArray items => new JsonArray([.. items.Select(i => RedactValue(schema?.Items, i))]),
            _ => value?.DeepClone(),
        };
    }
}

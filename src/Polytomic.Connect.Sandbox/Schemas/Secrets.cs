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

    /// <summary>What a form makes of a stored configuration: like <see cref="Unmask"/>, but a secret that was left empty stays too, and so does what a form does not show.</summary>
    public static JsonObject Merge(Schema schema, JsonObject changes, JsonObject stored)
    {
        var merged = (JsonObject)changes.DeepClone();
        foreach (var property in schema.Properties)
        {
            var old = stored[property.Name];
            if (old is null)
            {
                continue;
            }

            var given = merged[property.Name];
            if (property.HoldsSecret && (given is null || JsonNodes.String(given) is "" or Mask))
            {
                merged[property.Name] = old.DeepClone();
            }
            else if (!merged.ContainsKey(property.Name) && !property.IsShown)
            {
                merged[property.Name] = old.DeepClone();
            }
            else if (old is JsonObject oldMembers && given is JsonObject members)
            {
                merged[property.Name] = Merge(property, members, oldMembers);
            }
            else if (old is JsonArray oldItems && given is JsonArray items && property.Items is { Kind: SchemaKind.Object } item)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    // Rows may have been added or taken away: a secret belongs to the row that says the same in the open.
                    if (items[i] is JsonObject row && oldItems.OfType<JsonObject>().FirstOrDefault(o => IsSameRow(item, row, o)) is { } oldRow)
                    {
                        items[i] = Merge(item, row, oldRow);
                    }
                }
            }
        }

        return merged;
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
                return new JsonArray([.. items.Select((i, index) => UnmaskValue(item, i, Counterpart(item, i, index, oldItems)))]);
            default:
                return value?.DeepClone();
        }
    }

    private static JsonNode? Counterpart(Schema item, JsonNode? value, int index, JsonArray old) => value is JsonObject row
        ? old.OfType<JsonObject>().FirstOrDefault(o => IsSameRow(item, row, o))
        : index < old.Count ? old[index] : null;

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

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>What kind of value is meant, what there is to choose from, and what it is by default.</summary>
internal sealed partial class SchemaReader
{
    // The one that a form asks for comes first.
    private static List<SchemaKind> Kinds(SchemaParts parts, IReadOnlyList<Choice> choices, SchemaKind fallback)
    {
        var kinds = Types(parts).Select(Kind).OfType<SchemaKind>().Distinct().ToList();
        return kinds.Count > 0 ? kinds : [KindWithoutType(parts, choices, fallback)];
    }

    private static SchemaKind? Kind(string type) => type switch
    {
        "string" => SchemaKind.String,
        "integer" => SchemaKind.Integer,
        "number" => SchemaKind.Number,
        "boolean" => SchemaKind.Boolean,
        "array" => SchemaKind.Array,
        "object" => SchemaKind.Object,
        _ => null,
    };

    private static SchemaKind KindWithoutType(SchemaParts parts, IReadOnlyList<Choice> choices, SchemaKind fallback)
    {
        if (parts.Parts.Any(p => Member(p.Element, "properties") is not null))
        {
            return SchemaKind.Object;
        }

        if (parts.Member("items") is not null)
        {
            return SchemaKind.Array;
        }

        if (choices.Count > 0)
        {
            return SchemaKind.Any;
        }

        // Without a type, a default or a text keyword says what is meant.
        return parts.Member("default")?.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => SchemaKind.Boolean,
            JsonValueKind.Number => SchemaKind.Number,
            JsonValueKind.String => SchemaKind.String,
            _ when Text(parts, "format") is not null || Text(parts, "widget") is not null || Flag(parts, "password") => SchemaKind.String,
            _ => fallback,
        };
    }

    private static IEnumerable<string> Types(SchemaParts parts) => parts.Parts.Where(p => p.When.Count == 0).SelectMany(p => Member(p.Element, "type") switch
    {
        { ValueKind: JsonValueKind.String } type => [type.GetString()!],
        { ValueKind: JsonValueKind.Array } types => Names(types),
        _ => [],
    });

    // Polytomic writes choices as plain values or as { "value", "label" }.
    private static List<Choice> Choices(SchemaParts parts)
    {
        var choices = new List<Choice>();
        foreach (var (node, label) in Offered(parts))
        {
            // Null is what is left out.
            var key = JsonNodes.Text(node);
            if (node is not null && choices.TrueForAll(c => c.Key != key))
            {
                choices.Add(new Choice(node, key, label ?? key));
            }
        }

        return choices;
    }

    private static IEnumerable<(JsonNode? Value, string? Label)> Offered(SchemaParts parts)
    {
        if (parts.Member("const") is { } only)
        {
            return [(JsonNodes.From(only), null)];
        }

        if (parts.Member("enum") is { ValueKind: JsonValueKind.Array } values)
        {
            return values.EnumerateArray().Select(value => JsonNodes.From(value) is JsonObject pair && pair.TryGetPropertyValue("value", out var inner)
                ? (inner?.DeepClone(), JsonNodes.String(pair["label"]))
                : (JsonNodes.From(value), null));
        }

        foreach (var keyword in new[] { "oneOf", "anyOf" })
        {
            if (parts.Member(keyword) is { ValueKind: JsonValueKind.Array } variants)
            {
                var bare = variants.EnumerateArray().Where(v => Text(v, "type") != "null").ToList();
                if (bare.Count > 0 && bare.TrueForAll(v => Member(v, "const") is not null))
                {
                    return bare.ConvertAll(v => (JsonNodes.From(Member(v, "const")!.Value), Text(v, "title")));
                }
            }
        }

        return [];
    }

    // Choices that are not of the type could be picked, but never be valid; when none is, they say better what is meant.
    private static (SchemaKind Kind, List<Choice> Choices) Agree(SchemaKind kind, List<Choice> choices)
    {
        if (choices.Count == 0)
        {
            return (kind, choices);
        }

        var fitting = choices.FindAll(c => Values.IsOfKind(kind, c.Value!));
        return fitting.Count > 0 ? (kind, fitting) : (SchemaKind.Any, choices);
    }

    // A default that cannot be read as one of the type, or not one of the choices, would only be refused later: then there is none.
    private static JsonNode? Default(SchemaParts parts, SchemaKind kind, List<Choice> choices, Schema? items)
    {
        if (parts.Member("default") is not { } value)
        {
            // There is nothing else to choose.
            return parts.Member("const") is not null && choices is [var only] ? only.Value!.DeepClone() : null;
        }

        var node = JsonNodes.From(value);
        if (choices.Count > 0)
        {
            return choices.Find(c => c.Key == JsonNodes.Text(node))?.Value?.DeepClone();
        }

        if (kind == SchemaKind.Array && node is JsonArray list && items is { Choices.Count: > 0 })
        {
            return new JsonArray([.. list.Where(i => items.Choices.Any(c => c.Key == JsonNodes.Text(i))).Select(i => i?.DeepClone())]);
        }

        var preset = node is null ? null : Values.ToKind(kind, node);
        return JsonNodes.String(preset) is { } text && Formats.Error(Text(parts, "format"), text) is not null ? null : preset;
    }
}

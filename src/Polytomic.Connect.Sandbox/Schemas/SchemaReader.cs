using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>Reads any JSON Schema of the kind that connection types come with; what it does not know it leaves alone.</summary>
internal static class SchemaReader
{
    private const int MaxDepth = 12;

    public static Schema Read(JsonElement root) => Read("", root, isSecret: false, depth: 0, SchemaKind.Object);

    private static Schema Read(string name, JsonElement element, bool isSecret, int depth, SchemaKind fallback = SchemaKind.Any)
    {
        // "true" is a schema too, and so might be anything else that a file has in this place.
        if (element.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return new Schema { Name = name, Title = Titles.FromName(name), Kind = fallback, IsSecret = isSecret, IsShown = true };
        }

        // What is inside of something secret is secret.
        isSecret = isSecret || Flag(element, "sensitive") || Flag(element, "password");
        var shown = !Flag(element, "hidden") && !Flag(element, "api_field") && !Flag(element, "readOnly") && !Flag(element, "readonly");
        var choices = Choices(element);
        var kind = Kind(element, choices, fallback);
        (kind, choices) = Agree(kind, choices);
        var items = kind == SchemaKind.Array && element.TryGetProperty("items", out var itemsElement)
            ? Read("", itemsElement, isSecret, depth + 1)
            : null;
        var additional = Member(element, "additionalProperties");
        var properties = Properties(element, isSecret, depth);
        // Nobody can be asked for a group, or for rows of it, when there is nothing in it to fill in.
        shown = shown && !(kind == SchemaKind.Object && HasNothingToFillIn(properties)) && !(items is { Kind: SchemaKind.Object } && HasNothingToFillIn(items.Properties));
        return new Schema
        {
            Name = name,
            Title = Text(element, "title") is { } title ? title.Trim() : Titles.FromName(name),
            Kind = kind,
            Nullable = Types(element).Contains("null"),
            Description = Text(element, "description"),
            Example = Example(element),
            Suffix = Text(element, "suffix"),
            Format = Text(element, "format"),
            Widget = Text(element, "widget"),
            Default = Default(element, kind, choices, items),
            IsSecret = isSecret,
            IsShown = shown,
            Choices = choices,
            Properties = properties,
            Required = Required(element),
            Items = items,
            AdditionalProperties = additional is { ValueKind: JsonValueKind.Object } ? Read("", additional.Value, isSecret, depth + 1) : null,
            AllowsAdditionalProperties = additional is not { ValueKind: JsonValueKind.False },
        };
    }

    private static List<Schema> Properties(JsonElement element, bool isSecret, int depth)
    {
        if (Member(element, "properties") is not { ValueKind: JsonValueKind.Object } properties)
        {
            return [];
        }

        // A property that is repeated keeps its first place and its last meaning.
        var found = new List<Schema>();
        foreach (var property in properties.EnumerateObject())
        {
            var schema = Read(property.Name, property.Value, isSecret, depth + 1);
            var at = found.FindIndex(p => p.Name == property.Name);
            if (at < 0)
            {
                found.Add(schema);
            }
            else
            {
                found[at] = schema;
            }
        }

        return found;
    }

    private static bool HasNothingToFillIn(IReadOnlyList<Schema> properties) => properties.Count > 0 && !properties.Any(p => p.IsShown);

    private static HashSet<string> Required(JsonElement element) =>
        Member(element, "required") is { ValueKind: JsonValueKind.Array } required
            ? required.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];

    private static SchemaKind Kind(JsonElement element, IReadOnlyList<Choice> choices, SchemaKind fallback)
    {
        foreach (var type in Types(element))
        {
            switch (type)
            {
                case "string": return SchemaKind.String;
                case "integer": return SchemaKind.Integer;
                case "number": return SchemaKind.Number;
                case "boolean": return SchemaKind.Boolean;
                case "array": return SchemaKind.Array;
                case "object": return SchemaKind.Object;
            }
        }

        if (Member(element, "properties") is not null)
        {
            return SchemaKind.Object;
        }

        if (Member(element, "items") is not null)
        {
            return SchemaKind.Array;
        }

        if (choices.Count > 0)
        {
            return SchemaKind.Any;
        }

        // Without a type, a default or a text keyword says what is meant.
        return Member(element, "default")?.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => SchemaKind.Boolean,
            JsonValueKind.Number => SchemaKind.Number,
            JsonValueKind.String => SchemaKind.String,
            _ when Text(element, "format") is not null || Text(element, "widget") is not null || Flag(element, "password") => SchemaKind.String,
            _ => fallback,
        };
    }

    private static IEnumerable<string> Types(JsonElement element) => Member(element, "type") switch
    {
        { ValueKind: JsonValueKind.String } type => [type.GetString()!],
        { ValueKind: JsonValueKind.Array } types => types.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!),
        _ => [],
    };

    // Polytomic writes choices as plain values or as { "value", "label" }.
    private static List<Choice> Choices(JsonElement element)
    {
        var choices = new List<Choice>();
        if (Member(element, "enum") is { ValueKind: JsonValueKind.Array } values)
        {
            foreach (var value in values.EnumerateArray())
            {
                var node = JsonNodes.From(value);
                var label = JsonNodes.Text(node);
                if (node is JsonObject pair && pair.ContainsKey("value"))
                {
                    node = pair["value"]?.DeepClone();
                    label = JsonNodes.String(pair["label"]) ?? JsonNodes.Text(node);
                }

                // Null is what is left out.
                var key = JsonNodes.Text(node);
                if (node is not null && choices.TrueForAll(c => c.Key != key))
                {
                    choices.Add(new Choice(node, key, label));
                }
            }
        }

        return choices;
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
    private static JsonNode? Default(JsonElement element, SchemaKind kind, List<Choice> choices, Schema? items)
    {
        if (Member(element, "default") is not { } value)
        {
            return null;
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

        return node is null ? null : Values.ToKind(kind, node);
    }

    private static string? Example(JsonElement element)
    {
        var examples = Member(element, "examples");
        var first = examples is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : examples;
        return first?.ValueKind switch
        {
            JsonValueKind.String => first.Value.GetString(),
            JsonValueKind.Number => first.Value.GetRawText(),
            _ => null,
        };
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool Flag(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.True };

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>
/// A schema taken apart: what it says itself, what it refers to (<c>$ref</c>, <c>allOf</c>), and what it says under conditions
/// (<c>if</c>, <c>dependentSchemas</c>, the variants of <c>oneOf</c> and <c>anyOf</c>).
/// </summary>
internal sealed class SchemaParts
{
    private const int MaxParts = 200;

    private static readonly string[] OfOneVariant =
    [
        "required", "title", "description", "const", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "minItems", "maxItems", "uniqueItems", "additionalProperties",
    ];

    private readonly JsonElement _root;
    private readonly List<SchemaPart> _parts = [];
    private readonly HashSet<string> _followed;

    private SchemaParts(JsonElement root, IReadOnlySet<string> followed)
    {
        _root = root;
        _followed = new HashSet<string>(followed, StringComparer.Ordinal);
    }

    /// <summary>The parts in their order of precedence: of what two say, the earlier one is meant.</summary>
    public IReadOnlyList<SchemaPart> Parts => _parts;

    /// <summary>The references on the way to here; one that comes again would never end.</summary>
    public IReadOnlySet<string> Followed => _followed;

    public bool IsNullable { get; private set; }

    public static SchemaParts Of(IEnumerable<JsonElement> definitions, JsonElement root, IReadOnlySet<string> followed)
    {
        var parts = new SchemaParts(root, followed);
        foreach (var definition in definitions)
        {
            parts.Add(definition, []);
        }

        return parts;
    }

    /// <summary>What the parts that always count say of a keyword.</summary>
    public JsonElement? Member(string keyword)
    {
        foreach (var part in _parts)
        {
            if (part.When.Count == 0 && part.Element.TryGetProperty(keyword, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    private void Add(JsonElement element, IReadOnlyList<Condition> when)
    {
        if (element.ValueKind != JsonValueKind.Object || _parts.Count >= MaxParts)
        {
            return;
        }

        _parts.Add(new SchemaPart(element, when));
        if (Get(element, "$ref") is { ValueKind: JsonValueKind.String } reference)
        {
            Follow(reference.GetString()!, when);
        }

        foreach (var one in List(element, "allOf"))
        {
            Add(one, when);
        }

        AddVariants([.. List(element, "oneOf"), .. List(element, "anyOf")], when);
        AddBranches(element, when);
        foreach (var keyword in new[] { "dependentSchemas", "dependencies" })
        {
            if (Get(element, keyword) is { ValueKind: JsonValueKind.Object } dependents)
            {
                foreach (var dependent in dependents.EnumerateObject())
                {
                    Add(dependent.Value, [.. when, new Condition(dependent.Name, null)]);
                }
            }
        }
    }

    private void Follow(string reference, IReadOnlyList<Condition> when)
    {
        if (Resolve(reference) is not { } target)
        {
            return;
        }

        if (_followed.Add(reference))
        {
            Add(target, when);
            return;
        }

        // A schema inside of itself has no last field: it is asked for as JSON.
        _parts.Add(new SchemaPart(Element(new JsonObject { ["type"] = Get(target, "properties") is null ? null : "object" }), when));
    }

    private JsonElement? Resolve(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return null;
        }

        var at = _root;
        foreach (var segment in Uri.UnescapeDataString(reference[1..]).Split('/').Skip(1))
        {
            var name = segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var member))
            {
                at = member;
            }
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else
            {
                return null;
            }
        }

        return at;
    }

    private void AddVariants(List<JsonElement> variants, IReadOnlyList<Condition> when)
    {
        var resolved = variants.ConvertAll(v => Get(v, "$ref") is { ValueKind: JsonValueKind.String } r && Resolve(r.GetString()!) is { } target && _followed.Add(r.GetString()!) ? target : v);
        IsNullable |= resolved.RemoveAll(v => Get(v, "type") is { ValueKind: JsonValueKind.String } type && type.GetString() == "null") > 0;
        resolved.RemoveAll(v => v.ValueKind != JsonValueKind.Object);
        if (resolved.Count == 1)
        {
            Add(resolved[0], when);
            return;
        }

        if (resolved.TrueForAll(v => Get(v, "const") is not null))
        {
            // Bare values are choices, and read as such.
            return;
        }

        if (Discriminator(resolved) is { } name)
        {
            _parts.Add(new SchemaPart(Element(Chooser(name, resolved)), when));
            foreach (var variant in resolved)
            {
                Add(Element(Without(variant, name, "required")), [.. when, new Condition(name, Values(Property(variant, name)!.Value))]);
                _parts.Add(new SchemaPart(Element(new JsonObject { ["required"] = Node(Get(variant, "required")) }), [.. when, new Condition(name, Values(Property(variant, name)!.Value))]));
            }

            return;
        }

        foreach (var variant in resolved)
        {
            // Nobody can say which one is meant, so what only one of them asks for cannot be asked.
            Add(Element(Without(variant, null, OfOneVariant)), when);
        }
    }

    // if { properties: { a: { const } } } then, else
    private void AddBranches(JsonElement element, IReadOnlyList<Condition> when)
    {
        if (Get(element, "if") is not { } test)
        {
            return;
        }

        var conditions = Conditions(test);
        if (Get(element, "then") is { } then)
        {
            Add(conditions.Count > 0 ? then : Element(Without(then, null, "required")), [.. when, .. conditions]);
        }

        if (Get(element, "else") is { } otherwise)
        {
            if (conditions.Count == 0)
            {
                Add(Element(Without(otherwise, null, "required")), when);
            }

            foreach (var condition in conditions)
            {
                Add(otherwise, [.. when, condition with { IsNegated = !condition.IsNegated }]);
            }
        }
    }

    private static List<Condition> Conditions(JsonElement test)
    {
        var conditions = new List<Condition>();
        if (Get(test, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (Values(property.Value) is { Count: > 0 } values)
                {
                    conditions.Add(new Condition(property.Name, values));
                }
                else if (Get(property.Value, "not") is { } not && Values(not) is { Count: > 0 } others)
                {
                    conditions.Add(new Condition(property.Name, others, IsNegated: true));
                }
            }
        }

        foreach (var name in List(test, "required").Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!))
        {
            if (!conditions.Exists(c => c.Property == name))
            {
                conditions.Add(new Condition(name, null));
            }
        }

        return conditions;
    }

    /// <summary>The property that has a value of its own in each of several variants.</summary>
    private static string? Discriminator(List<JsonElement> variants) => Get(variants[0], "properties") is { ValueKind: JsonValueKind.Object } properties
        ? properties.EnumerateObject().Select(p => p.Name).FirstOrDefault(name => variants.TrueForAll(v => Property(v, name) is { } p && Values(p).Count == 1))
        : null;

    private static JsonObject Chooser(string name, List<JsonElement> variants)
    {
        var property = (JsonObject)Node(Property(variants[0], name)!.Value)!;
        foreach (var keyword in new[] { "const", "enum", "hidden" })
        {
            property.Remove(keyword);
        }

        property["enum"] = new JsonArray([.. variants.Select(v =>
        {
            var value = Values(Property(v, name)!.Value)[0]?.DeepClone();
            return (JsonNode)new JsonObject { ["label"] = Node(Get(v, "title")) ?? JsonNodes.Text(value), ["value"] = value };
        })]);
        return new JsonObject
        {
            ["properties"] = new JsonObject { [name] = property },
            ["required"] = variants.TrueForAll(v => List(v, "required").Any(r => r.ValueKind == JsonValueKind.String && r.GetString() == name)) ? new JsonArray(name) : null,
        };
    }

    private static JsonObject Without(JsonElement element, string? property, params string[] keywords)
    {
        var copy = Node(element) as JsonObject ?? [];
        foreach (var keyword in keywords)
        {
            copy.Remove(keyword);
        }

        if (property is not null && copy["properties"] is JsonObject properties)
        {
            properties.Remove(property);
            copy.Remove("title");
            copy.Remove("description");
        }

        return copy;
    }

    private static List<JsonNode?> Values(JsonElement element) => Get(element, "const") is { } value
        ? [Node(value)]
        : [.. List(element, "enum").Select(v => Get(v, "value") is { } inner ? Node(inner) : Node(v))];

    private static JsonElement? Property(JsonElement element, string name) =>
        Get(element, "properties") is { } properties && Get(properties, name) is { ValueKind: JsonValueKind.Object } property ? property : null;

    private static JsonElement? Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        Get(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static JsonNode? Node(JsonElement? element) => element is { } e ? JsonNodes.From(e) : null;

    private static JsonElement Element(JsonObject node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }
}

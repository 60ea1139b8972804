using System.Text.Json;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>Reads any JSON Schema of the kind that connection types come with; what it does not know it leaves alone.</summary>
internal sealed partial class SchemaReader
{
    private const int MaxDepth = 12;
    private const int MaxSchemas = 20_000;

    private readonly JsonElement _root;
    private int _read;

    private SchemaReader(JsonElement root) => _root = root;

    public static Schema Read(JsonElement root) =>
        new SchemaReader(root).Read("", [root], [], new HashSet<string>(), isSecret: false, depth: 0, SchemaKind.Object);

    private Schema Read(
        string name, IReadOnlyList<JsonElement> definitions, IReadOnlyList<IReadOnlyList<Condition>> countsWhen, IReadOnlySet<string> followed, bool isSecret, int depth, SchemaKind fallback = SchemaKind.Any)
    {
        var parts = SchemaParts.Of(definitions, _root, followed);
        // "true" is a schema too, and so might be anything else that a file has in this place.
        if (parts.Parts.Count == 0 || depth > MaxDepth || ++_read > MaxSchemas)
        {
            return new Schema { Name = name, Title = Titles.FromName(name), Kind = fallback, IsSecret = isSecret, IsShown = true, CountsWhen = countsWhen };
        }

        // What is inside of something secret is secret.
        isSecret = isSecret || parts.Parts.Any(p => SaysSecret(p.Element));
        var shown = !Flag(parts, "hidden") && !Flag(parts, "api_field") && !Flag(parts, "readOnly") && !Flag(parts, "readonly");
        var choices = Choices(parts);
        var kinds = Kinds(parts, choices, fallback);
        (var kind, choices) = Agree(kinds[0], choices);
        var items = kind == SchemaKind.Array && parts.Member("items") is { } itemsElement
            ? Read("", [itemsElement], [], parts.Followed, isSecret, depth + 1)
            : null;
        var additional = parts.Member("additionalProperties");
        var properties = Properties(parts, isSecret, depth);
        // Nobody can be asked for a group, or for rows of it, when there is nothing in it to fill in.
        shown = shown && !(kind == SchemaKind.Object && HasNothingToFillIn(properties)) && !(items is { Kind: SchemaKind.Object } && HasNothingToFillIn(items.Properties));
        return new Schema
        {
            Name = name,
            Title = Text(parts, "title") is { } title ? title.Trim() : Titles.FromName(name),
            Kind = kind,
            OtherKinds = [.. kinds.Skip(1)],
            Nullable = parts.IsNullable || Types(parts).Contains("null"),
            Description = Text(parts, "description"),
            Example = Example(parts),
            Suffix = Text(parts, "suffix"),
            Format = Text(parts, "format"),
            Widget = Text(parts, "widget"),
            Default = Default(parts, kind, choices, items),
            Limits = Limits.From(parts.Member),
            IsSecret = isSecret,
            IsShown = shown,
            CountsWhen = countsWhen,
            Choices = choices,
            Properties = properties,
            Required = parts.Parts.Where(p => p.When.Count == 0).SelectMany(p => Names(Member(p.Element, "required"))).ToHashSet(StringComparer.Ordinal),
            RequiredWhen = RequiredWhen(parts),
            Items = items,
            AdditionalProperties = AdditionalProperties(parts, additional) is { } other ? Read("", [other], [], parts.Followed, isSecret, depth + 1) : null,
            AllowsAdditionalProperties = additional is not { ValueKind: JsonValueKind.False },
        };
    }

    private List<Schema> Properties(SchemaParts parts, bool isSecret, int depth)
    {
        // A property that is repeated keeps its first place and its last meaning.
        var found = new List<string>();
        var definitions = new Dictionary<string, List<(JsonElement Element, SchemaPart Part)>>(StringComparer.Ordinal);
        foreach (var part in parts.Parts)
        {
            if (Member(part.Element, "properties") is not { ValueKind: JsonValueKind.Object } properties)
            {
                continue;
            }

            foreach (var property in properties.EnumerateObject())
            {
                if (!definitions.TryGetValue(property.Name, out var known))
                {
                    definitions[property.Name] = known = [];
                    found.Add(property.Name);
                }

                known.RemoveAll(d => ReferenceEquals(d.Part, part));
                known.Add((property.Value, part));
            }
        }

        return found.ConvertAll(name =>
        {
            var known = definitions[name];
            IReadOnlyList<IReadOnlyList<Condition>> countsWhen = known.Exists(d => d.Part.When.Count == 0) ? [] : [.. known.Select(d => d.Part.When)];
            return Read(name, [.. known.Select(d => d.Element)], countsWhen, parts.Followed, isSecret, depth + 1);
        });
    }

    private static JsonElement? AdditionalProperties(SchemaParts parts, JsonElement? additional)
    {
        if (additional is { ValueKind: JsonValueKind.Object })
        {
            return additional;
        }

        return parts.Member("patternProperties") is { ValueKind: JsonValueKind.Object } patterns && patterns.EnumerateObject().Select(p => p.Value).FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
            ? first
            : null;
    }

    private static List<ConditionalRequirement> RequiredWhen(SchemaParts parts)
    {
        var found = new List<ConditionalRequirement>();
        foreach (var (element, when) in parts.Parts)
        {
            if (when.Count > 0)
            {
                found.AddRange(Names(Member(element, "required")).Select(name => new ConditionalRequirement(when, name)));
            }

            foreach (var keyword in new[] { "dependentRequired", "dependencies" })
            {
                if (Member(element, keyword) is { ValueKind: JsonValueKind.Object } dependents)
                {
                    found.AddRange(dependents.EnumerateObject().SelectMany(d => Names(d.Value).Select(name => new ConditionalRequirement([.. when, new Condition(d.Name, null)], name))));
                }
            }
        }

        return found;
    }

    private static bool HasNothingToFillIn(IReadOnlyList<Schema> properties) => properties.Count > 0 && !properties.Any(p => p.IsShown);

    private static bool SaysSecret(JsonElement element) =>
        Flag(element, "sensitive") || Flag(element, "password") || Flag(element, "writeOnly") || Text(element, "format") == "password" || Text(element, "widget") == "password";

    private static IEnumerable<string> Names(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } names ? names.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!) : [];

    private static string? Example(SchemaParts parts)
    {
        var examples = parts.Member("examples");
        var first = examples is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : examples;
        return first?.ValueKind switch
        {
            JsonValueKind.String => first.Value.GetString(),
            JsonValueKind.Number => first.Value.GetRawText(),
            _ => null,
        };
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool Flag(SchemaParts parts, string name) => parts.Member(name) is { ValueKind: JsonValueKind.True };

    private static bool Flag(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.True };

    private static string? Text(SchemaParts parts, string name) => Text(parts.Member(name));

    private static string? Text(JsonElement element, string name) => Text(Member(element, name));

    private static string? Text(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } value && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}

using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>One schema, read once: what the form, the validator and the redaction need to know.</summary>
internal sealed class Schema
{
    private Dictionary<string, Schema>? _byName;

    public required string Name { get; init; }

    public required string Title { get; init; }

    public required SchemaKind Kind { get; init; }

    /// <summary>Other kinds that the schema allows besides <see cref="Kind"/>.</summary>
    public IReadOnlyList<SchemaKind> OtherKinds { get; init; } = [];

    public bool Nullable { get; init; }

    public string? Description { get; init; }

    public string? Example { get; init; }

    public string? Suffix { get; init; }

    public string? Format { get; init; }

    public string? Widget { get; init; }

    public JsonNode? Default { get; init; }

    public Limits Limits { get; init; } = Limits.None;

    /// <summary>Never sent out again, once stored.</summary>
    public bool IsSecret { get; init; }

    /// <summary>It, or what a list or a map of it holds, must not be shown again.</summary>
    public bool HoldsSecret => IsSecret || Items is { IsSecret: true } || AdditionalProperties is { IsSecret: true };

    /// <summary>A person may fill it in: neither hidden, nor for API callers, nor read-only.</summary>
    public bool IsShown { get; init; }

    /// <summary>Alternatives, each of which makes the property count when all of it holds of its neighbours. None: it always counts.</summary>
    public IReadOnlyList<IReadOnlyList<Condition>> CountsWhen { get; init; } = [];

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    public IReadOnlyList<Schema> Properties { get; init; } = [];

    public IReadOnlySet<string> Required { get; init; } = new HashSet<string>();

    public IReadOnlyList<ConditionalRequirement> RequiredWhen { get; init; } = [];

    public Schema? Items { get; init; }

    /// <summary>What members without a schema of their own look like, where the schema says so.</summary>
    public Schema? AdditionalProperties { get; init; }

    public bool AllowsAdditionalProperties { get; init; } = true;

    public IEnumerable<Schema> ShownProperties => Properties.Where(p => p.IsShown);

    /// <summary>Whether it has to be there wherever it counts at all.</summary>
    public bool IsRequired(Schema property) =>
        Required.Contains(property.Name) || (property.CountsWhen.Count > 0 && RequiredWhen.Any(r => r.Property == property.Name));

    /// <summary>Whether it has to be there beside these neighbours.</summary>
    public bool IsRequired(Schema property, JsonObject members) => Condition.AnyHolds(property.CountsWhen, members)
        && (Required.Contains(property.Name) || RequiredWhen.Any(r => r.Property == property.Name && r.When.All(c => c.Holds(members))));

    public Schema? Find(string property)
    {
        _byName ??= Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        return _byName.GetValueOrDefault(property);
    }
}

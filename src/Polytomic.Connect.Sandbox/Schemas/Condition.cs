using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>
/// What a schema asks of a neighbour before a property counts: that it has one of some values or, without values, that it is there and switched on.
/// </summary>
internal sealed record Condition(string Property, IReadOnlyList<JsonNode?>? Values, bool IsNegated = false)
{
    public bool Holds(JsonObject members) => HoldsAsSaid(members[Property]) != IsNegated;

    /// <summary>Whether one of several alternatives holds in all its parts; without any, nothing is asked.</summary>
    public static bool AnyHolds(IReadOnlyList<IReadOnlyList<Condition>> alternatives, JsonObject members) =>
        alternatives.Count == 0 || alternatives.Any(all => all.All(c => c.Holds(members)));

    private bool HoldsAsSaid(JsonNode? value) => Values is null
        ? value is not null && value.GetValueKind() != JsonValueKind.False && JsonNodes.String(value) is not ""
        : Values.Any(v => JsonNode.DeepEquals(v, value));
}

using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>Tries a configuration: really where this machine can, else everything is fine but the value <c>invalid</c>.</summary>
internal sealed class ConnectionTests(IEnumerable<IConnectionTester> testers)
{
    public const string RefusedValue = "invalid";

    private readonly Dictionary<string, IConnectionTester> _testers = testers.ToDictionary(t => t.Type, StringComparer.Ordinal);

    public Task<TestOutcome> RunAsync(ConnectionType type, JsonObject configuration, CancellationToken cancellationToken)
    {
        if (_testers.TryGetValue(type.Id, out var tester))
        {
            return tester.TestAsync(configuration, cancellationToken);
        }

        return Task.FromResult(Holds(configuration, RefusedValue)
            ? TestOutcome.Bad($"{type.Name} did not accept these settings. (The sandbox refuses the value \"{RefusedValue}\".)")
            : TestOutcome.Good());
    }

    private static bool Holds(JsonNode? node, string value) => node switch
    {
        JsonObject members => members.Any(m => Holds(m.Value, value)),
        JsonArray items => items.Any(i => Holds(i, value)),
        _ => string.Equals(JsonNodes.String(node), value, StringComparison.Ordinal),
    };
}

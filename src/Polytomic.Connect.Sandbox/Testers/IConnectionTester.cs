using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>Really connects with a configuration of one type; it may add to the configuration what Polytomic itself would fill in.</summary>
internal interface IConnectionTester
{
    string Type { get; }

    Task<TestOutcome> TestAsync(JsonObject configuration, CancellationToken cancellationToken);
}

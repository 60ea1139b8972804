using BenchmarkDotNet.Attributes;
using Polytomic.Connect.AspNetCore;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.Micro;

/// <summary>Choosing from the catalogue, and from a long whitelist.</summary>
public class CatalogueBenchmarks
{
    private readonly AllowedIntegrations _allowed = EverythingExcept("integration0");
    private readonly ConnectRequest _whitelist = new() { Name = "x", Whitelist = [.. Enumerable.Range(0, 500).Select(i => $"integration{i}")] };
    private readonly ConnectionType[] _types226 = Types(226);
    private readonly ConnectionType[] _types10000 = Types(10_000);

    [Benchmark]
    public object Catalogue226() => IntegrationDecision.Decide(_types226, _allowed);

    [Benchmark]
    public object Catalogue10000() => IntegrationDecision.Decide(_types10000, _allowed);

    [Benchmark]
    public object? Whitelist500() => IntegrationDecision.Decide(_whitelist, _allowed);

    private static ConnectionType[] Types(int count) => [.. Enumerable.Range(0, count).Select(i => new ConnectionType($"integration{i}", $"Integration {i}", null))];

    private static AllowedIntegrations EverythingExcept(string id)
    {
        var grant = new Grant();
        grant.Add(["*"], [id]);
        return grant.ToAllowed();
    }
}

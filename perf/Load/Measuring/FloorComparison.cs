using Polytomic.Connect.Load.Hosts;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>What the framework alone costs for a session, step by step, and what the product adds to that.</summary>
internal static class FloorComparison
{
    private const int Connections = 64;
    private static readonly string[] _kinds = [.. FloorHost.Steps, "ours"];

    private static readonly Dictionary<string, string> _names = new()
    {
        ["floor-endpoint"] = "an endpoint that answers",
        ["floor-user"] = "+ a user, by a scheme that does nothing",
        ["floor-authorization"] = "+ `RequireAuthorization()`",
        ["floor-limit"] = "+ the framework's rate limiter, a window for each user",
        ["floor-seal"] = "+ one `Protect`",
        ["floor"] = "+ the call upstream: **the floor**",
        ["ours"] = "ours",
    };

    public static async Task RunAsync(string script, Plan plan)
    {
        var runs = _kinds.ToDictionary(kind => kind, _ => new LoadRun());
        for (var round = 0; round < plan.FewRounds; round++)
        {
            foreach (var kind in _kinds)
            {
                await using var server = await Server.StartAsync(kind, 5910);
                await LoadRun.WarmUpAsync(server, script, plan);
                await runs[kind].AddAsync(server, script, Connections, plan);
            }
        }

        Console.WriteLine($"\n### The floor of a session, {Connections} connections, {plan.FewRounds} rounds\n");
        Console.WriteLine("| | CPU µs | added | allocated B | added |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        LoadRun? before = null;
        foreach (var kind in _kinds)
        {
            var run = runs[kind];
            Console.WriteLine($"| {_names[kind]} | {run.Cpu.Show("F1")} | {Added(run.Cpu, before?.Cpu, "F1")} | {run.Bytes.Show("F0")} | {Added(run.Bytes, before?.Bytes, "F0")} |");
            before = run;
        }
    }

    private static string Added(Samples samples, Samples? before, string format) => before is null ? "" : Samples.Number(samples.Median - before.Median, format);
}

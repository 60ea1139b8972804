using System.Globalization;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>A session started, as policies and a user's claims grow.</summary>
internal static class PolicyComparison
{
    private const int Connections = 8;
    private static readonly (int Policies, int Claims)[] _sizes = [(1, 1), (1000, 1), (1, 200), (1000, 200)];

    public static async Task RunAsync(string script, Plan plan)
    {
        var runs = _sizes.ToDictionary(size => size, _ => new LoadRun());
        for (var round = 0; round < plan.FewRounds; round++)
        {
            foreach (var size in _sizes)
            {
                await using var server = await Server.StartAsync(
                    "ours",
                    5910,
                    ("PERF_POLICIES", size.Policies.ToString(CultureInfo.InvariantCulture)),
                    ("PERF_CLAIMS", size.Claims.ToString(CultureInfo.InvariantCulture)));
                await LoadRun.WarmUpAsync(server, script, plan);
                await runs[size].AddAsync(server, script, Connections, plan);
            }
        }

        Console.WriteLine($"\n### A session started, by policies and claims, {Connections} connections, {plan.FewRounds} rounds\n");
        Console.WriteLine("| policies | claims | CPU µs | to one of each | allocated B |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var size in _sizes)
        {
            Console.WriteLine($"| {size.Policies} | {size.Claims} | {runs[size].Cpu.Show("F1")} | {Samples.Ratio(runs[size].Cpu, runs[_sizes[0]].Cpu)} | {runs[size].Bytes.Show("F0")} |");
        }
    }
}

namespace Polytomic.Connect.Load.Measuring;

/// <summary>POST connections/connect beside its peers, in turn within each round.</summary>
internal static class PostComparison
{
    private const string Yarp = "yarp";
    private static readonly string[] _kinds = ["ours", Yarp, "floor", "relay-sealed", "relay", "minimal", "ours-cookie", "yarp-cookie"];
    private static readonly int[] _connections = [8, 64];

    public static async Task RunAsync(string script, Plan plan)
    {
        var runs = _kinds.SelectMany(kind => _connections.Select(connections => (kind, connections))).ToDictionary(key => key, _ => new LoadRun());
        for (var round = 0; round < plan.Rounds; round++)
        {
            foreach (var kind in _kinds)
            {
                await using var server = await Server.StartAsync(kind, 5910);
                var cookie = kind.EndsWith("-cookie", StringComparison.Ordinal) ? await server.SignInAsync() : "";
                await LoadRun.WarmUpAsync(server, script, plan, cookie);
                foreach (var connections in _connections)
                {
                    await runs[(kind, connections)].AddAsync(server, script, connections, plan, cookie);
                }
            }
        }

        foreach (var connections in _connections)
        {
            Console.WriteLine($"\n### A session started, {connections} connections, {plan.Rounds} rounds\n");
            Console.WriteLine("| | requests/s (from, to) | to YARP | CPU µs | to YARP | p99 ms | allocated B |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
            foreach (var kind in _kinds)
            {
                var (run, yarp) = (runs[(kind, connections)], runs[(Yarp, connections)]);
                Console.WriteLine(
                    $"| {kind} | {run.Rate.Show("F0")} | {Samples.Ratio(run.Rate, yarp.Rate)} | {run.Cpu.Show("F1")} | {Samples.Ratio(run.Cpu, yarp.Cpu)} | {run.P99.Show("F1")} | {run.Bytes.Show("F0")} |");
            }
        }
    }
}

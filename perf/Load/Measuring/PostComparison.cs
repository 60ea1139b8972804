namespace Polytomic.Connect.Load.Measuring;

/// <summary>POST connections/connect beside its peers, in turn within each round.</summary>
internal static class PostComparison
{
    private const string Path = "/_/api/connections/connect";
    private const int WarmUp = 12;
    private const string Ours = "ours";
    private const string Yarp = "yarp";
    private static readonly string[] _kinds = [Ours, Yarp, "minimal", "relay", "relay-sealed", "ours-principal", "ours-cookie", "yarp-cookie"];
    private static readonly int[] _connections = [8, 64];

    public static async Task RunAsync(string script, int rounds, int seconds)
    {
        var results = new Dictionary<(string, int), Result>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var kind in _kinds)
            {
                await using var server = await Server.StartAsync(kind, 5910);
                var cookie = kind.EndsWith("-cookie", StringComparison.Ordinal) ? await server.SignInAsync() : "";
                // Until the compiler has nothing left to do better: before that it is a good part of what is measured.
                await Wrk.RunAsync(server.Address + Path, 64, WarmUp, script, cookie);
                foreach (var connections in _connections)
                {
                    var before = await server.CountersAsync();
                    var run = await Wrk.RunAsync(server.Address + Path, connections, seconds, script, cookie);
                    var after = await server.CountersAsync();
                    if (!results.TryGetValue((kind, connections), out var result))
                    {
                        results[(kind, connections)] = result = new Result();
                    }

                    result.Rate.Add(run.PerSecond);
                    result.P99.Add(run.P99);
                    result.Cpu.Add((after.CpuMicroseconds - before.CpuMicroseconds) / run.Requests);
                    result.Bytes.Add((double)(after.Allocated - before.Allocated) / run.Requests);
                }
            }
        }

        foreach (var connections in _connections)
        {
            Console.WriteLine($"\n### A session started, {connections} connections, {rounds} rounds\n");
            Console.WriteLine("| | requests/s (from, to) | to YARP | CPU µs | p99 ms | allocated B |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var kind in _kinds)
            {
                var (result, yarp) = (results[(kind, connections)], results[(Yarp, connections)]);
                Console.WriteLine(
                    $"| {kind} | {result.Rate.Show("F0")} | {Samples.Number(result.Rate.Median / yarp.Rate.Median, "F2")} | {result.Cpu.Show("F0")} | {result.P99.Show("F1")} | {result.Bytes.Show("F0")} |");
            }
        }
    }

    private sealed class Result
    {
        public Samples Rate { get; } = new();

        public Samples P99 { get; } = new();

        public Samples Cpu { get; } = new();

        public Samples Bytes { get; } = new();
    }
}

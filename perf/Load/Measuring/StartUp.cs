namespace Polytomic.Connect.Load.Measuring;

/// <summary>What the product adds to an empty MVC app: time until it is started, memory, threads, timers, handles.</summary>
internal static class StartUp
{
    public static async Task RunAsync(int rounds)
    {
        Samples[] without = [new(), new(), new(), new(), new(), new()], with = [new(), new(), new(), new(), new(), new()];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (kind, samples) in new[] { ("mvc", without), ("mvc-ours", with) })
            {
                await using var server = await Server.StartAsync(kind, 5910);
                await server.GetAsync("/");
                var usage = await server.SettleAsync();
                double[] values = [usage.StartMilliseconds, usage.WorkingSet / 1e6, usage.Heap / 1e6, usage.Threads, usage.Timers, usage.Handles];
                for (var i = 0; i < values.Length; i++)
                {
                    samples[i].Add(values[i]);
                }
            }
        }

        Console.WriteLine($"\n### Start-up, {rounds} rounds\n");
        Console.WriteLine("| | empty MVC app | with us | added (medians) |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var (i, name) in new[] { "ms until started", "working set, MB", "heap, MB", "threads", "timers", "handles" }.Index())
        {
            Console.WriteLine($"| {name} | {without[i].Show("F1")} | {with[i].Show("F1")} | {Samples.Number(with[i].Median - without[i].Median, "F1")} |");
        }
    }
}

namespace Polytomic.Connect.Load.Measuring;

/// <summary>What the product adds to an empty MVC app: time until its first answer, memory, threads, timers, handles.</summary>
internal static class StartUp
{
    private static readonly string[] _names = ["ms from the start of the process to the first answer", "ms of CPU until then", "working set, MB", "heap, MB", "threads", "timers", "handles"];

    public static async Task RunAsync(Plan plan)
    {
        Samples[] without = [.. _names.Select(_ => new Samples())], with = [.. _names.Select(_ => new Samples())];

        // The first start of each is from a cold disk.
        for (var round = 0; round <= plan.StartUps; round++)
        {
            foreach (var (kind, samples) in new[] { ("mvc", without), ("mvc-ours", with) })
            {
                await using var server = await Server.StartAsync(kind, 5910);
                var cpu = (await server.CountersAsync()).CpuMicroseconds / 1000;
                var usage = await server.SettleAsync();
                double[] values = [server.FirstAnswer.TotalMilliseconds, cpu, usage.WorkingSet / 1e6, usage.Heap / 1e6, usage.Threads, usage.Timers, usage.Handles];
                for (var i = 0; i < values.Length && round > 0; i++)
                {
                    samples[i].Add(values[i]);
                }
            }
        }

        Console.WriteLine($"\n### Start-up, {plan.StartUps} rounds\n");
        Console.WriteLine("| | empty MVC app | with us | added (medians) |");
        Console.WriteLine("| --- | --- | --- | --- |");
        for (var i = 0; i < _names.Length; i++)
        {
            Console.WriteLine($"| {_names[i]} | {without[i].Show("F1")} | {with[i].Show("F1")} | {Samples.Number(with[i].Median - without[i].Median, "F1")} |");
        }
    }
}

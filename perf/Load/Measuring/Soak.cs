namespace Polytomic.Connect.Load.Measuring;

/// <summary>Very many sessions: nothing may grow.</summary>
internal static class Soak
{
    private const int Parts = 10;

    public static async Task RunAsync(string script, Plan plan)
    {
        await using var server = await Server.StartAsync("ours", 5910);
        Console.WriteLine($"\n### {plan.Sessions} sessions at full speed\n");
        Console.WriteLine("| sessions | heap MB after a full collection | working set MB | threads | handles | Gen 2 |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        long done = 0;
        double rate = 0;
        for (var part = 0; part == 0 || done < plan.Sessions; part++)
        {
            // The first part only finds out how fast it goes.
            var seconds = part == 0 ? 5 : (int)Math.Ceiling(Math.Clamp(Math.Min(plan.Sessions / (double)Parts, plan.Sessions - done) / rate, 1, 3600));
            var run = await Wrk.RunAsync(server.Address + "/_/api/connections/connect", 64, seconds, script);
            rate = run.PerSecond;
            done += run.Requests;
            var usage = await server.SettleAsync();
            Console.WriteLine($"| {done} | {Samples.Number(usage.Heap / 1e6, "F1")} | {Samples.Number(usage.WorkingSet / 1e6, "F0")} | {usage.Threads} | {usage.Handles} | {usage.Gen2} |");
        }
    }
}

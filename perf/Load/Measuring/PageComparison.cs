namespace Polytomic.Connect.Load.Measuring;

/// <summary>connect.js, the status and the completion page beside a MapGet of the same bytes.</summary>
internal static class PageComparison
{
    public static async Task RunAsync(Plan plan)
    {
        await using var upstream = await Server.StartAsync("upstream", 5911);
        await using var server = await Server.StartAsync("pages", 5910, ("PERF_UPSTREAM", upstream.Address));
        var session = await server.GetAsync("/perf/start");
        var status = "/_/api/connect_status?session=" + session;
        while (!(await server.GetAsync(status)).Contains("connected", StringComparison.Ordinal))
        {
            await Task.Delay(200);
        }

        Console.WriteLine($"\n### Answers beside a MapGet of the same bytes, 8 connections, {plan.Rounds} rounds\n");
        Console.WriteLine("| | µs CPU | MapGet's µs CPU | ratio | allocated B | MapGet's | MapGet with sign-in required and one Unprotect: µs CPU | allocated B |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (name, path) in ((string, string)[])
            [("connect.js", "/_/api/connect.js"), ("status", status), ("completion page", "/_/api/connect_complete?state=" + session)])
        {
            await CompareAsync(server, name, path, plan);
        }
    }

    private static async Task CompareAsync(Server server, string name, string path, Plan plan)
    {
        await server.GetAsync("/perf/copy?of=" + Uri.EscapeDataString(path));
        Samples ours = new(), oursBytes = new(), same = new(), sameBytes = new(), opened = new(), openedBytes = new();
        // The first round is to warm up.
        for (var round = 0; round <= plan.Rounds; round++)
        {
            foreach (var (url, cpu, bytes) in new[] { (path, ours, oursBytes), ("/perf/same", same, sameBytes), ("/perf/same-opened", opened, openedBytes) })
            {
                var before = await server.CountersAsync();
                var run = await Wrk.RunAsync(server.Address + url, 8, round == 0 ? plan.WarmUp / 2 : plan.Seconds);
                var after = await server.CountersAsync();
                if (round > 0)
                {
                    cpu.Add((after.CpuMicroseconds - before.CpuMicroseconds) / run.Requests);
                    bytes.Add((double)(after.Allocated - before.Allocated) / run.Requests);
                }
            }
        }

        Console.WriteLine($"| {name} | {ours.Show("F1")} | {same.Show("F1")} | {Samples.Ratio(ours, same)} | {oursBytes.Show("F0")} | {sameBytes.Show("F0")} | {opened.Show("F1")} | {openedBytes.Show("F0")} |");
    }
}

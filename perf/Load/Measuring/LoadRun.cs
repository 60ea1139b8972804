namespace Polytomic.Connect.Load.Measuring;

/// <summary>What one kind of server did under load, several times.</summary>
internal sealed class LoadRun
{
    private const string Path = "/_/api/connections/connect";

    public Samples Rate { get; } = new();

    public Samples P99 { get; } = new();

    public Samples Cpu { get; } = new();

    public Samples Bytes { get; } = new();

    public static async Task WarmUpAsync(Server server, string script, Plan plan, string cookie = "") =>
        await Wrk.RunAsync(server.Address + Path, 64, plan.WarmUp, script, cookie);

    public async Task AddAsync(Server server, string script, int connections, Plan plan, string cookie = "")
    {
        var before = await server.CountersAsync();
        var run = await Wrk.RunAsync(server.Address + Path, connections, plan.Seconds, script, cookie);
        var after = await server.CountersAsync();
        Rate.Add(run.PerSecond);
        P99.Add(run.P99);
        Cpu.Add((after.CpuMicroseconds - before.CpuMicroseconds) / run.Requests);
        Bytes.Add((double)(after.Allocated - before.Allocated) / run.Requests);
    }
}

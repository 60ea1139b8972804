using Polytomic.Connect.Load.Hosts;
using Polytomic.Connect.Load.Measuring;

// "serve <kind> <port>" is one server under load; "measure <part> <folder>" starts them in turn and prints the tables of that part.
switch (args)
{
    case ["serve", var kind, var port]:
        await PerfHost.RunAsync(kind, port);
        return 0;
    case ["measure", var part, var folder]:
        return await MeasureAsync(part, Path.Combine(folder, "connect.lua"), Path.Combine(folder, "nginx.conf"), Plan.FromEnvironment());
    default:
        Console.Error.WriteLine("Usage: serve <kind> <port> | measure post|floor|policies|pages|start-up|waiters|soak <folder of perf>");
        return 2;
}

static async Task<int> MeasureAsync(string part, string script, string nginxConfiguration, Plan plan)
{
    var work = Directory.CreateTempSubdirectory("polytomic-perf-");
    try
    {
        using var nginx = Nginx.Start(nginxConfiguration, work.FullName);
        await (part switch
        {
            "post" => PostComparison.RunAsync(script, plan),
            "floor" => FloorComparison.RunAsync(script, plan),
            "policies" => PolicyComparison.RunAsync(script, plan),
            "pages" => PageComparison.RunAsync(plan),
            "start-up" => StartUp.RunAsync(plan),
            "waiters" => Waiters.RunAsync(),
            "soak" => Soak.RunAsync(script, plan),
            _ => throw new ArgumentException($"There is no part '{part}'.", nameof(part)),
        });
        return 0;
    }
    finally
    {
        work.Delete(recursive: true);
    }
}

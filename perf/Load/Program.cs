using System.Globalization;
using Polytomic.Connect.Load.Hosts;
using Polytomic.Connect.Load.Measuring;

// "serve <kind> <port>" is one server under load; "measure <folder> <rounds> <seconds> <sessions>" starts them all in turn and prints the tables.
switch (args)
{
    case ["serve", var kind, var port]:
        await PerfHost.RunAsync(kind, port);
        return 0;
    case ["measure", var folder, var rounds, var seconds, var sessions]:
        await MeasureAsync(folder, int.Parse(rounds, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture), long.Parse(sessions, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("Usage: serve <kind> <port> | measure <folder of perf> <rounds> <seconds> <sessions of the soak>");
        return 2;
}

static async Task MeasureAsync(string folder, int rounds, int seconds, long sessions)
{
    var script = Path.Combine(folder, "connect.lua");
    var work = Directory.CreateTempSubdirectory("polytomic-perf-");
    using var nginx = Nginx.Start(Path.Combine(folder, "nginx.conf"), work.FullName);
    await PostComparison.RunAsync(script, rounds, seconds);
    await PageComparison.RunAsync(rounds, seconds);
    await StartUp.RunAsync(rounds * 3);
    await Waiters.RunAsync();
    await Soak.RunAsync(script, sessions);
}

using System.Diagnostics;
using System.Globalization;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>What a server used so far, for the difference between two moments.</summary>
internal static class Counters
{
    private static double _started;

    public static void Map(WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() => _started = MillisecondsSinceStart());
        app.MapGet("/perf/counters", () => Line());
        app.MapGet("/perf/settle", () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return Line();
        });
    }

    /// <summary>By the kernel's clock, to 10 ms: the wall clock may have been set since the machine started, and then a process seems to be older.</summary>
    private static double MillisecondsSinceStart()
    {
        var ticks = long.Parse(File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ')[19], CultureInfo.InvariantCulture);
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        return (uptime * 1000) - (ticks * 10);
    }

    private static string Line()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"""
            {GC.GetTotalAllocatedBytes(precise: true)} {process.TotalProcessorTime.TotalMicroseconds:F0} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} {GC.GetTotalMemory(false)} {process.WorkingSet64} {process.Threads.Count} {Directory.GetFiles("/proc/self/fd").Length} {Timer.ActiveCount} {_started:F1}
            """);
    }
}

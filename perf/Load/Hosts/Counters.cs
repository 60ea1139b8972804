using System.Diagnostics;
using System.Globalization;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>What a server used so far, for the difference between two moments.</summary>
internal static class Counters
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/perf/ready", () => "ready");
        app.MapGet("/perf/counters", () => Line());
        app.MapGet("/perf/settle", () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return Line();
        });
    }

    private static string Line()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"""
            {GC.GetTotalAllocatedBytes(precise: true)} {process.TotalProcessorTime.TotalMicroseconds:F0} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} {GC.GetTotalMemory(false)} {process.WorkingSet64} {process.Threads.Count} {Directory.GetFiles("/proc/self/fd").Length} {Timer.ActiveCount}
            """);
    }
}

using System.Globalization;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>What a server used since it started.</summary>
internal sealed record Usage(long Allocated, double CpuMicroseconds, int Gen0, int Gen1, int Gen2, long Heap, long WorkingSet, int Threads, int Handles, long Timers)
{
    public static Usage Parse(string line)
    {
        var parts = line.Trim().Split(' ');
        return new Usage(Long(0), Double(1), (int)Long(2), (int)Long(3), (int)Long(4), Long(5), Long(6), (int)Long(7), (int)Long(8), Long(9));

        long Long(int at) => long.Parse(parts[at], CultureInfo.InvariantCulture);
        double Double(int at) => double.Parse(parts[at], CultureInfo.InvariantCulture);
    }
}

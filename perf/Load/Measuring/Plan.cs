using System.Globalization;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">How often all servers have their turn.</param>
/// <param name="Seconds">How long each of them is under load.</param>
/// <param name="WarmUp">For how many seconds before that: until the compiler has nothing left to do better, it is a good part of what is measured.</param>
/// <param name="StartUps">How often an app is started.</param>
/// <param name="Sessions">How many sessions the soak starts.</param>
internal sealed record Plan(int Rounds, int Seconds, int WarmUp, int StartUps, long Sessions)
{
    /// <summary>Rounds enough where what is compared is exact, or far apart.</summary>
    public int FewRounds => Math.Min(Rounds, 2);

    public static Plan FromEnvironment() =>
        new((int)Read("PERF_ROUNDS", 3), (int)Read("PERF_SECONDS", 5), (int)Read("PERF_WARMUP", 20), (int)Read("PERF_STARTUPS", 10), Read("PERF_SESSIONS", 5_000_000));

    private static long Read(string name, long byDefault) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : byDefault;
}

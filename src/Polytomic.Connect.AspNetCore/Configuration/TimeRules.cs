namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>The bounds of the time spans among the options. (<c>[Range]</c> on a time span is not safe to trim.)</summary>
internal static class TimeRules
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static void Check(PolytomicConnectOptions options, List<string> failures)
    {
        CheckRange("PolytomicConnect:Timeout", options.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10), failures);
        CheckRange("PolytomicConnect:SessionLifetime", options.SessionLifetime, TimeSpan.FromSeconds(1), Day, failures);
        if (options.RateLimit is { Window: var window })
        {
            CheckRange("PolytomicConnect:RateLimit:Window", window, TimeSpan.FromMilliseconds(100), Day, failures);
        }
    }

    private static void CheckRange(string key, TimeSpan value, TimeSpan least, TimeSpan most, List<string> failures)
    {
        if (value < least || value > most)
        {
            failures.Add($"{key} has to be between {least:c} and {most:c} (days.hours:minutes:seconds; a number alone is days)");
        }
    }
}

namespace MvcSample.Tests.Fixtures;

/// <summary>How long a test waits for what is going to happen. Nobody waits that long for what works, so a slow machine gets all the time it needs.</summary>
internal static class Patience
{
    public const int Milliseconds = 45_000;

    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(Milliseconds);
}

namespace Polytomic.Connect.AspNetCore.Tests.Testing;

/// <summary>A clock ten times as fast as real time: ten seconds of patience are one second of testing, and all waits keep their proportions.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Factor = 10;

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _ticks = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_ticks) * Factor);

    public override long GetTimestamp() => _ticks + ((System.GetTimestamp() - _ticks) * Factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Faster(dueTime), Faster(period));

    private static TimeSpan Faster(TimeSpan time) => time > TimeSpan.Zero ? time / Factor : time;
}

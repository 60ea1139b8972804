namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Waits in order to spare Polytomic, which lives in real time: a clock that stands still, as tests may have one, does not hold anybody up for good.</summary>
internal static class Pause
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>Whether the clock went on; false where only real time did.</returns>
    public static async ValueTask<bool> ForAsync(TimeSpan length, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (clock == TimeProvider.System)
        {
            await Task.Delay(length, cancellationToken);
            return true;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var byClock = Task.Delay(length, clock, either.Token);
        var first = await Task.WhenAny(byClock, Task.Delay(length + Patience, either.Token));
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == byClock;
    }
}

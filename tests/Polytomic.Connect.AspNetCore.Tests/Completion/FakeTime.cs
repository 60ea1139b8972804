using Microsoft.Extensions.Time.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

internal static class FakeTime
{
    /// <summary>Lets time pass, in small steps, until <paramref name="task"/> is done. Never longer than <paramref name="most"/>.</summary>
    public static async Task<T> PassUntilAsync<T>(this FakeTimeProvider time, Task<T> task, TimeSpan? most = null)
    {
        await time.PassUntilAsync(() => task.IsCompleted, most);
        return await task;
    }

    public static async Task PassUntilAsync(this FakeTimeProvider time, Func<bool> isDone, TimeSpan? most = null)
    {
        var end = time.GetUtcNow() + (most ?? TimeSpan.FromMinutes(1));
        while (!isDone())
        {
            // Whatever a timer has set off may run before the next one does.
            await Task.Delay(2, TestContext.Current.CancellationToken);
            if (isDone())
            {
                return;
            }

            Assert.True(time.GetUtcNow() < end, "It did not happen in time.");
            time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }
}

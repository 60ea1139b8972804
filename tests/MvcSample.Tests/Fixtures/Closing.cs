using Microsoft.Playwright;

namespace MvcSample.Tests.Fixtures;

internal static class Closing
{
    /// <summary>Waits until a popup closes itself. Called before what makes it do so.</summary>
    public static Task ClosedAsync(this IPage popup)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        popup.Close += (_, _) => closed.TrySetResult();
        return closed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}

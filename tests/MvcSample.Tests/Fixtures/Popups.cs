using Microsoft.Playwright;

namespace MvcSample.Tests.Fixtures;

internal static class Popups
{
    /// <summary>
    /// Stays for as long as a person needs to see what a popup is. One that is gone earlier was cut off by a page rather than closed by its user.
    /// </summary>
    public static async Task LookAroundAsync(this IPage popup)
    {
        await popup.WaitForLoadStateAsync();
        await popup.WaitForFunctionAsync("() => performance.now() > 2000");
    }

    /// <summary>Waits until a popup closes itself. Called before what makes it do so.</summary>
    public static Task ClosedAsync(this IPage popup)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        popup.Close += (_, _) => closed.TrySetResult();
        return closed.Task.WaitAsync(Patience.Time, TestContext.Current.CancellationToken);
    }
}

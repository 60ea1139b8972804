using MvcSample.Tests.Fixtures;
using PuppeteerSharp;

namespace MvcSample.Tests.Widget;

/// <summary>Blocked, cut and given up are three things: with real focus, since only the user's being back tells a popup that was closed from one that was cut.</summary>
public sealed class GivenUpOrCutTests : IAsyncLifetime
{
    private WidgetHost _host = null!;
    private HeadedBrowser? _headed;

    public async ValueTask InitializeAsync()
    {
        _host = await WidgetHost.StartAsync();
        if (HeadedBrowser.IsAvailable)
        {
            _headed = await HeadedBrowser.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_headed is not null)
        {
            await _headed.DisposeAsync();
        }

        await _host.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Completed_after_a_cut_is_connected(string by)
    {
        var (page, popup) = await OpenAsync(by);
        await popup.ClickAsync("#approve");
        await WaitAsync(page, "() => events.some(e => e.type === 'connected')");
        Assert.Equal(["opening", "opened", "connected"], await EventsAsync(page));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Closed_after_a_cut_is_closed_in_about_two_seconds(string by)
    {
        var (page, popup) = await OpenAsync(by);
        Assert.False(await page.EvaluateExpressionAsync<bool>("document.hasFocus()"));
        var before = await page.EvaluateExpressionAsync<long>("Date.now()");
        await popup.CloseAsync();
        await WaitAsync(page, "() => events.some(e => e.type === 'closed')");
        var after = await page.EvaluateExpressionAsync<long>("events.find(e => e.type === 'closed').at");
        Assert.InRange(after - before, 900, 4000); // 1.5 to 2 s; the rest is for a busy machine
        Assert.Equal(["opening", "opened", "closed"], await EventsAsync(page));
        Assert.False(await page.EvaluateExpressionAsync<bool>("document.querySelector('#connect').hasAttribute('aria-busy')"));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Left_alone_after_a_cut_is_nothing(string by)
    {
        var (page, _) = await OpenAsync(by);
        var requests = _host.Sessions["session-1"].Asked;
        await page.EvaluateFunctionAsync("() => new Promise(done => setTimeout(done, 5000))"); // longer than any look takes
        Assert.Equal(["opening", "opened"], await EventsAsync(page));
        Assert.True(await page.EvaluateExpressionAsync<bool>("document.querySelector('#connect').getAttribute('aria-busy') === 'true'"));
        Assert.InRange(_host.Sessions["session-1"].Asked - requests, 0, 2);
    }

    public static TheoryData<string> Cuts() => ["nobody", "provider", "modal", "host"];

    /// <summary>Opens the popup, goes on to the provider's page, and stays there with the focus in the popup.</summary>
    private async Task<(IPage Page, IPage Popup)> OpenAsync(string cutBy)
    {
        Assert.SkipWhen(_headed is null, "Xvfb is not installed.");
        _host.ProviderCoop = cutBy == "provider" ? "same-origin" : "unsafe-none";
        _host.ModalCoop = cutBy == "modal" ? "same-origin" : "unsafe-none";
        _host.Pages["home"] = new() { Headers = { ["Cross-Origin-Opener-Policy"] = cutBy == "host" ? "same-origin" : "unsafe-none" } };

        var page = (await _headed!.Browser.PagesAsync())[0];
        await page.EvaluateExpressionOnNewDocumentAsync(
            """
            window.events = [];
            for (const type of ['opening', 'opened', 'connected', 'closed', 'error'])
              document.addEventListener('polytomic:' + type, e => events.push({ type, at: Date.now() }));
            const original = window.open;
            window.open = (...all) => window.popup = original(...all);
            """);
        await page.GoToAsync($"{_host.App}/home");
        await page.ClickAsync("#connect");
        var target = await _headed.Browser.WaitForTargetAsync(candidate => candidate.Url.Contains("/modal", StringComparison.Ordinal));
        var popup = await target.PageAsync();
        await popup.WaitForSelectorAsync("#provider");
        await popup.ClickAsync("#provider");
        await popup.WaitForSelectorAsync("#approve");
        await WaitAsync(page, "cut => popup.closed === cut", cutBy != "nobody");
        return (page, popup);
    }

    // By a timer: a page behind another window is given no frames.
    private static Task WaitAsync(IPage page, string condition, params object[] arguments) =>
        page.WaitForFunctionAsync(condition, new WaitForFunctionOptions { PollingInterval = 50, Timeout = Patience.Milliseconds }, arguments);

    private static Task<string[]> EventsAsync(IPage page) => page.EvaluateExpressionAsync<string[]>("events.map(e => e.type)");
}

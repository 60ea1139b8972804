using MvcSample.Tests.Fixtures;
using PuppeteerSharp;

namespace MvcSample.Tests.Widget;

/// <summary>
/// What needs a Chromium as people have it: one with a back/forward cache, which Playwright switches off, and with windows on a screen.
/// </summary>
public sealed class RestoredTests : IAsyncLifetime
{
    private WidgetHost _host = null!;
    private HeadedBrowser? _headed;

    public async ValueTask InitializeAsync()
    {
        _host = await WidgetHost.StartAsync();
        if (HeadedBrowser.IsAvailable)
        {
            _headed = await HeadedBrowser.StartAsync("500x600");
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
    [InlineData("pending", "closed")]
    [InlineData("connected", "connected")]
    public async Task A_page_that_comes_back_from_the_back_forward_cache_asks_at_once(string status, string told)
    {
        var page = await OpenAsync("data-mode=\"redirect\"", cacheControl: "no-cache");
        await page.ClickAsync("#connect");
        await WaitAsync(page, "() => document.querySelector('h1')?.textContent === 'Modal'");
        _host.Sessions["session-1"].Status = status;

        await page.EvaluateExpressionAsync("history.back()");
        await WaitAsync(page, "told => window.events?.some(e => e === told)", told);

        // The events from before the trip are still there: it is the same page, not one that was loaded again.
        Assert.Equal(["opening", "opened", "restored", told], await page.EvaluateExpressionAsync<string[]>("events"));
        Assert.False(await page.EvaluateExpressionAsync<bool>("document.querySelector('#connect').hasAttribute('aria-busy')"));
    }

    [Fact]
    public async Task On_a_small_screen_the_popup_is_as_large_as_the_screen()
    {
        var page = await OpenAsync("", cacheControl: "no-store");
        await page.ClickAsync("#connect");
        var target = await _headed!.Browser.WaitForTargetAsync(candidate => candidate.Url.Contains("/modal", StringComparison.Ordinal));
        var popup = await target.PageAsync();
        await WaitAsync(popup, "() => document.querySelector('h1') && innerWidth");
        var place = await popup.EvaluateExpressionAsync<int[]>("[screenX, screenY, outerWidth, outerHeight]");
        Assert.Equal((0, 0), (place[0], place[1]));
        Assert.InRange(place[2], 490, 500);
        Assert.InRange(place[3], 590, 600);
    }

    private async Task<IPage> OpenAsync(string attributes, string cacheControl)
    {
        Assert.SkipWhen(_headed is null, "Xvfb is not installed.");
        _host.Pages["home"] = new()
        {
            Body = WidgetPage.Button("connect", "Connect", attributes) + WidgetPage.Script,
            Headers = { ["Cache-Control"] = cacheControl },
        };
        var page = (await _headed!.Browser.PagesAsync())[0];
        await page.EvaluateExpressionOnNewDocumentAsync(
            """
            window.events = [];
            for (const type of ['opening', 'opened', 'connected', 'closed', 'error'])
              document.addEventListener('polytomic:' + type, () => events.push(type));
            addEventListener('pageshow', e => e.persisted && events.push('restored'));
            """);
        await page.GoToAsync($"{_host.App}/home");
        return page;
    }

    private static Task WaitAsync(IPage page, string condition, params object[] arguments) =>
        page.WaitForFunctionAsync(condition, new WaitForFunctionOptions { PollingInterval = 50, Timeout = Patience.Milliseconds }, arguments);
}

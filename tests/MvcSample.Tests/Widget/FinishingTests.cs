using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Widget;

public sealed class FinishingTests(BrowserFixture browser) : WidgetTest(browser)
{
    [Theory]
    [InlineData("same-origin", "unsafe-none", "unsafe-none")]
    [InlineData("unsafe-none", "same-origin", "unsafe-none")]
    [InlineData("unsafe-none", "unsafe-none", "same-origin")]
    [InlineData("same-origin-allow-popups", "unsafe-none", "unsafe-none")]
    public async Task A_cut_popup_loses_no_connection(string hostCoop, string modalCoop, string providerCoop)
    {
        Host.ModalCoop = modalCoop;
        Host.ProviderCoop = providerCoop;
        var page = await OpenAsync(new() { Headers = { ["Cross-Origin-Opener-Policy"] = hostCoop } });
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#provider");
        var closed = ClosedAsync(popup);
        await popup.ClickAsync("#approve");

        var connected = await WaitForAsync(page, "connected");
        await closed;
        Assert.Equal("c-session-1", connected.GetProperty("detail").GetProperty("connection").GetProperty("id").GetString());
        Assert.Equal("connected", (await EventsAsync(page))[^1]);
        Assert.Single(await EventsAsync(page), "connected");
    }

    [Fact]
    public async Task A_popup_that_is_closed_frees_the_button_and_a_late_connection_is_still_told()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        await page.WaitForTimeoutAsync(1500); // the modal has been there for a while
        await popup.CloseAsync();

        await WaitForAsync(page, "closed");
        Assert.Null(await page.GetAttributeAsync("#connect", "aria-busy"));
        Assert.Equal("Nothing was connected.", await page.TextContentAsync("[role=status]"));

        Host.Sessions["session-1"].Status = "connected";
        var late = await Context.NewPageAsync();
        var closed = ClosedAsync(late);
        await late.GotoAsync($"{Host.App}{WidgetHost.Prefix}/connect_complete?state=session-1");
        await WaitForAsync(page, "connected");
        Assert.Equal(["opening", "opened", "closed", "connected"], await EventsAsync(page));
    }

    [Fact]
    public async Task A_popup_that_is_closed_right_after_the_connection_was_made_is_connected()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        await page.WaitForTimeoutAsync(1500);
        Host.Sessions["session-1"].Status = "connected";
        await popup.CloseAsync();
        await WaitForAsync(page, "connected");
        Assert.Equal(["opening", "opened", "connected"], await EventsAsync(page));
    }

    [Fact]
    public async Task The_page_may_be_loaded_again_in_between()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        await page.ReloadAsync();
        Assert.Equal("true", await page.GetAttributeAsync("#connect", "aria-busy"));

        var closed = ClosedAsync(popup);
        await popup.ClickAsync("#finish");
        var connected = await WaitForAsync(page, "connected");
        await closed;
        Assert.Equal("connect", connected.GetProperty("target").GetString());

        // It is over: loaded once more, the page has nothing to tell.
        await page.ReloadAsync();
        Assert.Empty(await EventsAsync(page));
        Assert.Equal("[]", await page.EvaluateAsync<string>("sessionStorage.polytomicConnect"));
    }

    [Fact]
    public async Task Another_tab_may_finish_it()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        var address = popup.Url;
        await popup.CloseAsync();
        var other = await Context.NewPageAsync();
        await other.GotoAsync(address);
        await other.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        Assert.Single(await EventsAsync(page), "connected");
    }

    [Fact]
    public async Task The_network_may_be_away_for_a_while()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);

        // Only this page is offline; the popup gets through, and its message makes the page ask.
        var network = await Context.NewCDPSessionAsync(page);
        await SetOfflineAsync(network, true);
        var closed = ClosedAsync(popup);
        var failed = new TaskCompletionSource();
        page.RequestFailed += (_, _) => failed.TrySetResult();
        await popup.ClickAsync("#finish");
        await failed.Task.WaitAsync(Patience.Time, TestContext.Current.CancellationToken);
        await closed;
        Assert.DoesNotContain("error", await EventsAsync(page));
        Assert.DoesNotContain("connected", await EventsAsync(page));

        await SetOfflineAsync(network, false);
        await WaitForAsync(page, "connected");
    }

    [Fact]
    public async Task A_connection_is_told_though_the_popup_was_closed_while_the_network_was_away()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        await page.WaitForTimeoutAsync(1500); // the modal has been there for a while
        await Context.SetOfflineAsync(true);
        Host.Sessions["session-1"].Status = "connected";
        await popup.CloseAsync();
        await WaitForAsync(page, "closed");
        Assert.Null(await page.GetAttributeAsync("#connect", "aria-busy"));

        await Context.SetOfflineAsync(false);
        await WaitForAsync(page, "connected");
        Assert.Equal(["opening", "opened", "closed", "connected"], await EventsAsync(page));
    }

    [Fact]
    public async Task A_completion_that_nobody_waits_for_goes_on_to_the_app()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        await page.CloseAsync();
        await popup.ClickAsync("#finish");
        await popup.WaitForURLAsync($"{Host.App}/home?from=completion");
        Assert.True(await popup.IsVisibleAsync("#connect"));
    }

    [Fact]
    public async Task A_completion_without_script_goes_on_to_the_app()
    {
        Host.Sessions["s"] = new("s") { Status = "connected" };
        await using var context = await Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Host.App}{WidgetHost.Prefix}/connect_complete?state=s");
        Assert.Equal("Connected", await page.TextContentAsync("h1"));
        await page.WaitForURLAsync($"{Host.App}/home?from=completion");
        Assert.True(await page.IsVisibleAsync("#connect"));
    }

    [Fact]
    public async Task Messages_are_not_believed()
    {
        var page = await OpenAsync();
        await ClickAsync(page);
        await page.EvaluateAsync(
            """
            (() => {
              const channel = new BroadcastChannel('polytomic-connect');
              channel.postMessage('session-1');
              channel.postMessage({ status: 'connected' });
              postMessage({ type: 'connected', session: 'session-1' }, '*');
            })()
            """);
        await page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').some(e => e.name.includes('connect_status') && e.responseEnd)");
        Assert.Equal(["opening", "opened"], await EventsAsync(page));
        Assert.Equal(1, Host.Sessions["session-1"].Asked);
    }

    [Fact]
    public async Task An_expired_session_ends_the_waiting()
    {
        var page = await OpenAsync();
        await ClickAsync(page);
        Host.Sessions["session-1"].Status = "expired";
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await WaitForAsync(page, "closed");
        Assert.Equal("[]", await page.EvaluateAsync<string>("sessionStorage.polytomicConnect"));
    }

    [Fact]
    public async Task A_session_that_nobody_finishes_costs_nine_requests_in_half_an_hour_and_then_none()
    {
        // Time is looks here: the script takes one every 300 ms.
        await Context.AddInitScriptAsync(
            """
            const real = window.setTimeout;
            const waiting = [];
            window.setTimeout = (callback, delay) => delay === 300 ? waiting.push(callback) : real(callback, delay);
            window.pass = async (looks) => {
              for (; looks && waiting.length; looks--) {
                await waiting.shift()();
                if (looks % 100 === 1) await new Promise(done => real(done, 20)); // lets the answers come in
              }
            };
            """);
        var page = await OpenAsync();
        await ClickAsync(page);
        var session = Host.Sessions["session-1"];
        await page.EvaluateAsync("pass(6000)");
        Assert.Equal(["opening", "opened"], await EventsAsync(page));

        session.Status = "expired";
        await page.EvaluateAsync("pass(6000)");
        await WaitForAsync(page, "closed");
        Assert.Equal(10, session.Asked);
        await page.EvaluateAsync("pass(6000)");
        Assert.Equal(10, session.Asked);
    }

    private static Task SetOfflineAsync(ICDPSession network, bool offline) =>
        network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = offline, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1 });
}

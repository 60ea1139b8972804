namespace MvcSample.Tests.Widget;

public sealed class ManyTests(BrowserFixture browser) : WidgetTest(browser)
{
    [Fact]
    public async Task A_double_click_starts_one_session()
    {
        var page = await OpenAsync();
        await page.RunAndWaitForPopupAsync(() => page.DblClickAsync("#connect"));
        await WaitForAsync(page, "opened");
        await page.ClickAsync("#connect");
        Assert.Single(Host.ConnectRequests);
        Assert.Equal(2, Context.Pages.Count);
        Assert.Equal(["opening", "opened"], await EventsAsync(page));
    }

    [Fact]
    public async Task Two_buttons_at_a_time_each_hear_of_their_own()
    {
        var page = await OpenAsync(new() { Body = WidgetPage.Button("one", "One") + WidgetPage.Button("two", "Two") + WidgetPage.Script });
        var first = await ClickAsync(page, "#one");
        var second = await ClickAsync(page, "#two");
        await second.ClickAsync("#finish");
        var connected = await WaitForAsync(page, "connected");
        Assert.Equal("two", connected.GetProperty("target").GetString());
        Assert.Equal("true", await page.GetAttributeAsync("#one", "aria-busy"));

        await first.ClickAsync("#finish");
        await page.WaitForFunctionAsync("() => events.some(e => e.type === 'connected' && e.target === 'one')");
        Assert.Equal(2, Host.ConnectRequests.Count);
    }

    [Fact]
    public async Task Two_tabs_of_a_page_each_hear_of_their_own()
    {
        var first = await OpenAsync();
        var second = await OpenAsync();
        await ClickAsync(first);
        var popup = await ClickAsync(second);
        await popup.ClickAsync("#finish");
        await WaitForAsync(second, "connected");
        Assert.Equal(["opening", "opened"], await EventsAsync(first));
    }

    [Fact]
    public async Task Buttons_that_are_added_later_work()
    {
        var page = await OpenAsync(new() { Body = $"<template>{WidgetPage.Form}</template><div id=\"here\"></div>{WidgetPage.Script}" });
        await page.EvaluateAsync("document.querySelector('#here').append(document.querySelector('template').content)");
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        var connected = await WaitForAsync(page, "connected");
        Assert.Equal("connect", connected.GetProperty("target").GetString());
    }

    [Fact]
    public async Task A_button_that_is_replaced_in_between_hears_of_it_in_its_new_form()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        await page.EvaluateAsync("(() => { const old = document.querySelector('form'); const html = old.outerHTML; old.outerHTML = html.replace('id=\"connect\"', 'id=\"again\"'); })()");
        await popup.ClickAsync("#finish");
        var connected = await WaitForAsync(page, "connected");
        Assert.Equal("again", connected.GetProperty("target").GetString());
        Assert.Null(await page.GetAttributeAsync("#again", "aria-busy"));
    }

    [Fact]
    public async Task A_button_that_is_removed_in_between_is_heard_of_on_the_document()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        await page.EvaluateAsync("document.querySelector('form').remove()");
        await popup.ClickAsync("#finish");
        var connected = await WaitForAsync(page, "connected");
        Assert.Equal("c-session-1", connected.GetProperty("detail").GetProperty("connection").GetProperty("id").GetString());
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Loaded_twice_the_script_acts_once()
    {
        var again = WidgetPage.Script.Replace("?v=", "?again&v=", StringComparison.Ordinal);
        var page = await OpenAsync(new() { Body = WidgetPage.Form + WidgetPage.Script + again });
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        Assert.Single(Host.ConnectRequests);
        Assert.Equal(["opening", "opened", "connected"], await EventsAsync(page));
    }

    [Fact]
    public async Task What_the_page_cancels_is_not_started()
    {
        var page = await OpenAsync();
        await page.EvaluateAsync("document.querySelector('form').addEventListener('submit', e => e.preventDefault())");
        await page.ClickAsync("#connect");
        Assert.Empty(await EventsAsync(page));
        Assert.Empty(Host.ConnectRequests);
    }
}

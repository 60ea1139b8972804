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
    public async Task Two_users_in_two_profiles_each_hear_of_their_own()
    {
        var first = await OpenAsync();
        await using var profile = await Context.Browser!.NewContextAsync();
        var second = await profile.NewPageAsync();
        await second.GotoAsync($"{Host.App}/home");
        await ClickAsync(first);
        var popup = await ClickAsync(second);
        await popup.ClickAsync("#finish");
        await second.WaitForFunctionAsync("() => document.querySelector('[role=status]').textContent === 'Connected'");
        Assert.Equal(["opening", "opened"], await EventsAsync(first));
        Assert.Equal(0, Host.Sessions["session-1"].Asked);
        Assert.Equal("true", await first.GetAttributeAsync("#connect", "aria-busy"));
    }

    [Fact]
    public async Task A_hundred_buttons_cost_what_one_costs()
    {
        await Context.AddInitScriptAsync(
            """
            window.listeners = 0;
            const add = EventTarget.prototype.addEventListener;
            EventTarget.prototype.addEventListener = function (...all) { listeners++; return add.apply(this, all); };
            """);
        var one = await OpenAsync(path: "one");
        var many = await OpenAsync(
            new() { Body = string.Concat(Enumerable.Range(1, 100).Select(n => WidgetPage.Button("b" + n, "Button " + n) + WidgetPage.Script)) }, "many");
        var popup = await ClickAsync(many, "#b100");
        Assert.Equal(1, await many.EvaluateAsync<int>("performance.getEntriesByType('resource').filter(e => e.name.includes('connect.js')).length"));
        await ClickAsync(one);
        Assert.Equal(await one.EvaluateAsync<int>("listeners"), await many.EvaluateAsync<int>("listeners"));

        await popup.ClickAsync("#finish");
        Assert.Equal("b100", (await WaitForAsync(many, "connected")).GetProperty("target").GetString());
        Assert.Equal("intent-b100", Host.ConnectRequests.First().GetProperty("intent").GetString());
    }

    [Fact]
    public async Task What_htmx_swaps_in_works_and_may_be_swapped_again_in_between()
    {
        // As htmx does it: the answer becomes innerHTML, and its scripts are made anew so that they run.
        const string Swap =
            """
            async (path) => {
              const html = await (await fetch(path)).text();
              const here = document.querySelector('#here');
              here.innerHTML = new DOMParser().parseFromString(html, 'text/html').body.innerHTML;
              for (const old of here.querySelectorAll('script')) {
                const script = document.createElement('script');
                for (const { name, value } of old.attributes) script.setAttribute(name, value);
                old.replaceWith(script);
                await new Promise(loaded => script.onload = loaded);
              }
            }
            """;
        Host.Pages["fragment"] = new();
        var page = await OpenAsync(new() { Body = "<main id=\"here\"></main>" });
        await page.EvaluateAsync(Swap, "/fragment");
        var popup = await ClickAsync(page);
        await page.EvaluateAsync(Swap, "/fragment");
        await popup.ClickAsync("#finish");
        var connected = await WaitForAsync(page, "connected");
        Assert.Equal("connect", connected.GetProperty("target").GetString());
        Assert.Equal("Connected", await page.TextContentAsync("[role=status]"));

        await ClickAsync(page);
        Assert.Equal(2, Host.ConnectRequests.Count);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_page_that_Turbo_left_and_shows_again_has_a_button_that_works()
    {
        // As Turbo does it: the body is replaced and its scripts are made anew; a copy of the old one is kept and shown again on the way back.
        const string Visit =
            """
            async (path) => {
              window.kept = document.body.cloneNode(true);
              const html = await (await fetch(path)).text();
              show(new DOMParser().parseFromString(html, 'text/html').body);
              history.pushState(null, '', path);
            }
            """;
        const string Show =
            """
            window.show = (body) => {
              document.body.replaceWith(document.adoptNode(body));
              for (const old of document.querySelectorAll('script')) {
                const script = document.createElement('script');
                for (const { name, value } of old.attributes) script.setAttribute(name, value);
                old.replaceWith(script);
              }
            };
            """;
        await Context.AddInitScriptAsync(Show);
        Host.Pages["other"] = new() { Body = "<h1>Other</h1>" };
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        await page.EvaluateAsync(Visit, "/other");
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");

        await page.EvaluateAsync("() => { history.back(); show(kept); }");
        var again = await ClickAsync(page);
        await again.ClickAsync("#finish");
        await page.WaitForFunctionAsync("() => events.filter(e => e.type === 'connected').length === 2");
        Assert.Null(await page.GetAttributeAsync("#connect", "aria-busy"));
        Assert.Equal(2, Host.ConnectRequests.Count);
        Assert.Empty(Errors);
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

    [Theory]
    [InlineData(true, "opened")]
    [InlineData(false, "error")]
    public async Task A_button_that_is_replaced_while_the_session_is_asked_for_hears_of_it_in_its_new_form(bool granted, string told)
    {
        var replaced = new TaskCompletionSource();
        Host.OnConnect = async http =>
        {
            await replaced.Task;
            await (granted ? Host.AnswerConnectAsync(http) : WidgetHost.ProblemAsync(http, 403, "forbidden", "No."));
        };
        var page = await OpenAsync();
        await page.RunAndWaitForPopupAsync(() => page.ClickAsync("#connect"));
        await page.EvaluateAsync("(() => { const old = document.querySelector('form'); const html = old.outerHTML; old.outerHTML = html.replace('id=\"connect\"', 'id=\"again\"'); })()");
        replaced.SetResult();
        Assert.Equal("again", (await WaitForAsync(page, told)).GetProperty("target").GetString());
        Assert.Equal(granted ? "Continue in the window." : "No.", await page.TextContentAsync("[role=status]"));
        await page.WaitForFunctionAsync("busy => document.querySelector('#again').ariaBusy === busy", granted ? "true" : null);
    }

    [Fact]
    public async Task A_first_popup_that_finishes_after_all_leaves_the_button_to_the_second()
    {
        var page = await OpenAsync();
        var first = await ClickAsync(page);
        await page.WaitForTimeoutAsync(1500); // the modal has been there for a while
        await first.CloseAsync();
        await WaitForAsync(page, "closed");
        var second = await ClickAsync(page);
        Host.Sessions["session-1"].Status = "connected";
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await WaitForAsync(page, "connected");
        Assert.Equal("true", await page.GetAttributeAsync("#connect", "aria-busy"));

        await second.ClickAsync("#finish");
        await page.WaitForFunctionAsync("() => events.filter(e => e.type === 'connected').length === 2");
        Assert.Null(await page.GetAttributeAsync("#connect", "aria-busy"));
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

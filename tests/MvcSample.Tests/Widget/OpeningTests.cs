using Microsoft.Playwright;

namespace MvcSample.Tests.Widget;

public sealed class OpeningTests(BrowserFixture browser) : WidgetTest(browser)
{
    [Fact]
    public async Task A_click_opens_a_popup_and_ends_with_the_verified_connection()
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);

        Assert.Equal("true", await page.GetAttributeAsync("#connect", "aria-busy"));
        Assert.Equal("Continue in the window.", await page.TextContentAsync("[role=status]"));

        var closed = ClosedAsync(popup);
        await popup.ClickAsync("#finish");
        var connected = await WaitForAsync(page, "connected");
        await closed;

        Assert.Equal(["opening", "opened", "connected"], await EventsAsync(page));
        var connection = connected.GetProperty("detail").GetProperty("connection");
        Assert.Equal("c-session-1", connection.GetProperty("id").GetString());
        Assert.Equal("postgresql", connection.GetProperty("type").GetString());
        Assert.Equal("connect", connected.GetProperty("target").GetString());
        Assert.Null(await page.GetAttributeAsync("#connect", "aria-busy"));
        Assert.Equal("Connected", await page.TextContentAsync("[role=status]"));
        Assert.Equal("connect", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("intent-connect", Assert.Single(Host.ConnectRequests).GetProperty("intent").GetString());
        Assert.Equal(1, Host.Sessions["session-1"].Asked);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_popup_says_that_something_is_coming_while_the_session_is_asked_for()
    {
        var answer = new TaskCompletionSource();
        Host.OnConnect = async http =>
        {
            await answer.Task;
            await Host.AnswerConnectAsync(http);
        };
        var page = await OpenAsync();
        var popup = await page.RunAndWaitForPopupAsync(() => page.ClickAsync("#connect"));

        Assert.Equal("One moment…", await popup.TextContentAsync("body"));
        Assert.Equal("One moment…", await popup.TitleAsync());
        answer.SetResult();
        await popup.WaitForURLAsync(ModalAddress());
        Assert.Equal("Modal", await popup.TextContentAsync("h1"));
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData(" ")]
    public async Task The_keyboard_opens_it(string key)
    {
        var page = await OpenAsync();
        await page.FocusAsync("#connect");
        var popup = await page.RunAndWaitForPopupAsync(() => page.Keyboard.PressAsync(key));
        await popup.WaitForURLAsync(ModalAddress());
        Assert.Equal(2, Context.Pages.Count);
    }

    [Fact]
    public async Task A_finger_opens_it()
    {
        Host.Pages["home"] = new();
        await using var context = await Context.Browser!.NewContextAsync(new() { HasTouch = true, IsMobile = true, ViewportSize = new() { Width = 360, Height = 640 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Host.App}/home");
        var popup = await page.RunAndWaitForPopupAsync(() => page.TapAsync("#connect"));
        await popup.WaitForURLAsync(ModalAddress());
        Assert.Equal("true", await page.GetAttributeAsync("#connect", "aria-busy"));
    }

    [Fact]
    public async Task A_label_and_requestSubmit_open_it()
    {
        var page = await OpenAsync(new() { Body = "<label for=\"connect\">Do it</label><p id=\"other\">Other</p>" + WidgetPage.Form + WidgetPage.Script });
        var first = await ClickAsync(page, "label");
        await first.ClickAsync("#finish");
        await WaitForAsync(page, "connected");

        await page.EvaluateAsync("document.querySelector('#other').addEventListener('click', () => document.querySelector('form').requestSubmit())");
        var second = await ClickAsync(page, "#other");
        Assert.Contains("session-2", second.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_another_form_the_button_connects_and_does_not_submit_that_form()
    {
        var page = await OpenAsync(new() { Body = $"<form action=\"/elsewhere\"><input name=\"a\">{WidgetPage.Nested}</form>{WidgetPage.Script}" });
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        Assert.EndsWith("/home", page.Url, StringComparison.Ordinal);
        Assert.Equal("nested", Assert.Single(Host.ConnectRequests).GetProperty("intent").GetString());
        Assert.Equal("Connected", await page.TextContentAsync("[role=status]"));
    }

    [Fact]
    public async Task The_popup_is_centred_on_the_screen_of_the_page()
    {
        Host.OnConnect = http => WidgetHost.ProblemAsync(http, 403, "forbidden", "No.");
        var page = await OpenAsync();
        await page.EvaluateAsync(
            """
            (() => {
              for (const [name, value] of Object.entries({ availLeft: 1920, availTop: 40, availWidth: 2000, availHeight: 1000 }))
                Object.defineProperty(screen, name, { value });
              window.open = (url, name, features) => { window.features = features; return null; };
            })()
            """);
        await page.ClickAsync("#connect");
        Assert.Equal("popup,width=640,height=800,left=2600,top=140", await page.EvaluateAsync<string>("features"));
    }

    [Fact]
    public async Task Mode_tab_opens_a_tab_that_closes_itself()
    {
        var page = await OpenAsync(new() { Body = WidgetPage.Button("connect", "Connect", "data-mode=\"tab\"") + WidgetPage.Script });
        var tab = await ClickAsync(page);
        Assert.True(await tab.EvaluateAsync<bool>("menubar.visible"));
        var closed = ClosedAsync(tab);
        await tab.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        await closed;
        Assert.Equal(["opening", "opened", "connected"], await EventsAsync(page));
    }

    [Fact]
    public async Task Mode_redirect_goes_in_this_tab_and_tells_after_the_return()
    {
        var page = await OpenAsync(new() { Body = WidgetPage.Button("connect", "Connect", "data-mode=\"redirect\"") + WidgetPage.Script });
        await page.ClickAsync("#connect");
        await page.WaitForURLAsync(ModalAddress());
        await page.ClickAsync("#finish");
        await page.WaitForURLAsync($"{Host.App}/home?from=completion");
        var connected = await WaitForAsync(page, "connected");
        Assert.Equal("connect", connected.GetProperty("target").GetString());
        Assert.Equal(["connected"], await EventsAsync(page));
        Assert.Single(Context.Pages);
    }

    [Fact]
    public async Task A_blocked_popup_means_the_same_tab_and_the_same_place_on_the_page()
    {
        // Not within a click: Chromium's own popup blocker is at work.
        var page = await OpenAsync(new() { Body = "<div id=\"top\"><svg height=\"3000\"></svg></div>" + WidgetPage.Form + WidgetPage.Script });
        await page.EvaluateAsync("addEventListener('message', () => document.querySelector('form').requestSubmit())");
        await page.EvaluateAsync("void setTimeout(() => postMessage('go'), 6000)");
        await page.WaitForURLAsync(ModalAddress());
        Assert.Single(Context.Pages);

        await page.ClickAsync("#finish");
        await page.WaitForURLAsync($"{Host.App}/home?from=completion");
        await WaitForAsync(page, "connected");
        Assert.Equal("connect", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.True(await page.EvaluateAsync<bool>("scrollY > 2000"));
    }

    [Fact]
    public async Task Back_from_the_modal_in_the_same_tab_frees_the_button()
    {
        var page = await OpenAsync(new() { Body = WidgetPage.Button("connect", "Connect", "data-mode=\"redirect\"") + WidgetPage.Script });
        await page.ClickAsync("#connect");
        await page.WaitForURLAsync(ModalAddress());
        await page.GoBackAsync();
        await WaitForAsync(page, "closed");
        Assert.Null(await page.GetAttributeAsync("#connect", "aria-busy"));
    }

    [Theory]
    [InlineData(ColorScheme.Dark, true)]
    [InlineData(ColorScheme.Light, false)]
    public async Task Dark_auto_is_what_the_browser_prefers(ColorScheme scheme, bool dark)
    {
        var page = await OpenAsync(new() { Body = WidgetPage.Button("connect", "Connect", "data-dark=\"auto\"") + WidgetPage.Script });
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await ClickAsync(page);
        Assert.Equal(dark, Assert.Single(Host.ConnectRequests).GetProperty("dark").GetBoolean());
    }

    [Fact]
    public async Task Dark_is_in_the_intent_unless_the_browser_decides()
    {
        var page = await OpenAsync();
        await ClickAsync(page);
        Assert.False(Assert.Single(Host.ConnectRequests).TryGetProperty("dark", out _));
    }

    [Fact]
    public async Task Without_script_the_form_does_the_job()
    {
        Host.Pages["home"] = new();
        await using var context = await Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Host.App}/home");
        await page.ClickAsync("#connect");
        await page.WaitForURLAsync($"{Host.Modal}?session=form");
        Assert.Equal("Modal", await page.TextContentAsync("h1"));
    }
}

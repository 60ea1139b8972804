namespace MvcSample.Tests.Widget;

/// <summary>Pages with scripts and elements whose names are in the way, and with a storage that is of no use.</summary>
public sealed class OddPagesTests(BrowserFixture browser) : WidgetTest(browser)
{
    [Theory]
    [InlineData("const open = document.body, screen = document.body;")]
    [InlineData("function close() { throw new Error('Not this one'); }")]
    [InlineData("for (const type of [Object, Array, Node, Element, HTMLElement]) Object.freeze(type.prototype);")]
    public async Task A_script_of_the_page_may_have_names_of_its_own(string script)
    {
        var page = await OpenAsync(new() { Body = $"{WidgetPage.Form}<script>{script}</script>{WidgetPage.Script}" });
        await AssertConnectsAsync(page);
    }

    [Theory]
    [InlineData("polytomicConnect")]
    [InlineData("open")]
    [InlineData("location")]
    [InlineData("submit")]
    public async Task The_button_may_have_any_name(string id)
    {
        var page = await OpenAsync(new() { Body = WidgetPage.Button(id, "Connect") + WidgetPage.Script });
        await AssertConnectsAsync(page, "#" + id);
    }

    [Fact]
    public async Task A_full_storage_is_done_without()
    {
        var page = await OpenAsync();
        await page.EvaluateAsync("(() => { for (let size = 1 << 22, n = 0; size; n++) try { sessionStorage[n] = '.'.repeat(size); } catch { size >>= 1; } })()");
        await AssertConnectsAsync(page);
        Assert.Equal(["opening", "opened", "connected"], await EventsAsync(page));
    }

    [Fact]
    public async Task A_storage_with_something_else_in_it_is_done_without()
    {
        await Context.AddInitScriptAsync("sessionStorage.polytomicConnect ??= 'something else'");
        await AssertConnectsAsync(await OpenAsync());
    }

    [Fact]
    public async Task In_a_frame_of_another_site_that_may_store_nothing_it_connects()
    {
        Host.Pages["home"] = new();
        Host.Pages["outer"] = new() { Body = $"<iframe src=\"{Host.App}/home\"></iframe>" };
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"http://127.0.0.3:{Host.Port}/outer");
        var frame = page.FrameLocator("iframe");
        await frame.Locator("body").EvaluateAsync("() => { try { sessionStorage; } catch { return; } throw new Error('It may store something.'); }");

        // The completion page does not reach a frame, and goes on to the app; the frame hears of it from the server.
        var popup = await page.RunAndWaitForPopupAsync(() => frame.Locator("#connect").ClickAsync());
        var closed = ClosedAsync(popup);
        await popup.ClickAsync("#finish");
        await frame.Locator("[role=status]", new() { HasTextString = "Connected" }).WaitForAsync();
        await closed;
    }

    [Fact]
    public async Task In_a_shadow_root_the_form_does_the_job_as_without_script()
    {
        const string Shadow = "<div><template shadowrootmode=\"open\">{0}</template></div>";
        var inAForm = await OpenAsync(new() { Body = string.Format(null, Shadow, $"<form action=\"/elsewhere\">{WidgetPage.Nested}</form>") + WidgetPage.Script }, "nested");
        await inAForm.ClickAsync("#connect");
        await inAForm.WaitForTimeoutAsync(300);
        Assert.Empty(await EventsAsync(inAForm));
        Assert.Equal($"{Host.App}/nested", inAForm.Url);

        var page = await OpenAsync(new() { Body = string.Format(null, Shadow, WidgetPage.Form) + WidgetPage.Script });
        await page.ClickAsync("#connect");
        await page.WaitForURLAsync($"{Host.Modal}?session=form");
        Assert.Equal("Modal", await page.TextContentAsync("h1"));
    }

    private static async Task AssertConnectsAsync(Microsoft.Playwright.IPage page, string selector = "#connect")
    {
        var popup = await ClickAsync(page, selector);
        var closed = ClosedAsync(popup);
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        await closed;
    }
}

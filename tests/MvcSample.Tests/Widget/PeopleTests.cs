using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MvcSample.Tests.Widget;

public sealed class PeopleTests(BrowserFixture browser) : WidgetTest(browser)
{
    [Theory]
    [InlineData("connected", ColorScheme.Light, ForcedColors.None)]
    [InlineData("connected", ColorScheme.Dark, ForcedColors.None)]
    [InlineData("connected", ColorScheme.Dark, ForcedColors.Active)]
    [InlineData("pending", ColorScheme.Light, ForcedColors.None)]
    [InlineData("pending", ColorScheme.Dark, ForcedColors.None)]
    [InlineData("unknown", ColorScheme.Light, ForcedColors.None)]
    [InlineData("unknown", ColorScheme.Dark, ForcedColors.None)]
    [InlineData("connected", ColorScheme.Light, ForcedColors.Active)]
    [InlineData("pending", ColorScheme.Dark, ForcedColors.Active)]
    [InlineData("unknown", ColorScheme.Light, ForcedColors.Active)]
    public async Task The_pages_for_people_are_accessible_at_360_pixels(string state, ColorScheme scheme, ForcedColors forced)
    {
        if (state != "unknown")
        {
            Host.Sessions[state] = new(state) { Status = state };
        }

        var page = await Context.NewPageAsync();
        await page.SetViewportSizeAsync(360, 640);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ForcedColors = forced });
        await StayAsync(page);
        await page.GotoAsync($"{Host.App}{WidgetHost.Prefix}/connect_complete?state={state}");
        await ScreenshotAsync(page, $"{state}-{scheme}-{forced}");

        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Theory]
    [InlineData("connected")]
    [InlineData("pending")]
    [InlineData("unknown")]
    public async Task The_pages_for_people_fit_a_small_window_at_200_percent(string state)
    {
        if (state != "unknown")
        {
            Host.Sessions[state] = new(state) { Status = state };
        }

        // What a window of 640 by 480 is at 200 %.
        await using var context = await Context.Browser!.NewContextAsync(new() { ViewportSize = new() { Width = 320, Height = 240 }, DeviceScaleFactor = 2 });
        var page = await context.NewPageAsync();
        await StayAsync(page);
        await page.GotoAsync($"{Host.App}{WidgetHost.Prefix}/connect_complete?state={state}");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('h1, p, a, svg')].filter(e => { const b = e.getBoundingClientRect(); return b.left < 0 || b.right > innerWidth || b.top + scrollY < 0; }).length"));
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce, 0)]
    [InlineData(ReducedMotion.NoPreference, 1)]
    public async Task Nothing_moves_for_those_who_do_not_want_it(ReducedMotion motion, int animations)
    {
        Host.Sessions["pending"] = new("pending");
        var page = await Context.NewPageAsync();
        await page.EmulateMediaAsync(new() { ReducedMotion = motion });
        await page.GotoAsync($"{Host.App}{WidgetHost.Prefix}/connect_complete?state=pending");
        Assert.Equal(animations, await page.EvaluateAsync<int>("document.getAnimations().length"));
    }

    [Theory]
    [InlineData(ForcedColors.None)]
    [InlineData(ForcedColors.Active)]
    public async Task The_button_looks_as_the_app_made_it(ForcedColors forced)
    {
        const string Look = "(() => { const style = getComputedStyle(document.querySelector('#connect')); return [...style].map(name => name + ':' + style.getPropertyValue(name)).join(';'); })()";
        await Context.RouteAsync("**/connect.js*", route => route.AbortAsync());
        var plain = await OpenAsync();
        await plain.EmulateMediaAsync(new() { ForcedColors = forced });
        var expected = await plain.EvaluateAsync<string>(Look);
        await Context.UnrouteAllAsync();

        var page = await OpenAsync();
        await page.EmulateMediaAsync(new() { ForcedColors = forced });
        Assert.Equal(expected, await page.EvaluateAsync<string>(Look));
        await page.EvaluateAsync("document.querySelector('form').requestSubmit()");
        await page.WaitForSelectorAsync("#connect[aria-busy]");
        Assert.Equal(expected, await page.EvaluateAsync<string>(Look));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('style, [style], link').length"));
    }

    [Fact]
    public async Task The_outcome_is_announced_politely()
    {
        var page = await OpenAsync();
        Assert.Equal("", await page.TextContentAsync("[role=status]"));
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Connected" }).WaitForAsync();
        var result = await page.RunAxe(new Deque.AxeCore.Commons.AxeRunOptions { RunOnly = Deque.AxeCore.Commons.RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21aa") });
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
    }

    [Fact]
    public async Task The_focus_stays_where_the_user_has_taken_it()
    {
        var page = await OpenAsync(new() { Body = WidgetPage.Form + "<input id=\"other\">" + WidgetPage.Script });
        var popup = await ClickAsync(page);
        await page.FocusAsync("#other");
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        Assert.Equal("other", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    // Kept for people who want to look at the pages: WIDGET_SCREENSHOTS names a folder.
    private static async Task ScreenshotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("WIDGET_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }

    // Neither the script nor the header by which the page does without it may close or leave the page.
    private static async Task StayAsync(IPage page)
    {
        await page.RouteAsync("**/connect.js*", route => route.AbortAsync());
        await page.RouteAsync("**/connect_complete*", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Headers = answer.Headers.Where(header => header.Key != "refresh") });
        });
    }
}

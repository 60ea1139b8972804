using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Sandbox;

/// <summary>The modal in a real browser: keyboard, search, lists, the back button and reload.</summary>
public sealed class ModalTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    private static readonly string[] Several = ["postgresql", "hubspot", "stripe", "marketo", "webhook"];

    [Fact]
    public async Task The_picker_works_with_the_keyboard_alone()
    {
        var page = await OpenAsync(Several);
        await Expect(page.GetByLabel("Search")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("5 integrations");

        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Entry(page, "HubSpot")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.GetByLabel("Search")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("nothing like it");
        await Expect(page.GetByText("Nothing has that name.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("0 integrations");
        await page.GetByLabel("Search").FillAsync("STRI");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 integration");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByLabel("Secret key", new() { Exact = true })).ToBeFocusedAsync();
        await page.GoBackAsync();
        await Expect(Entry(page, "Stripe")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Search")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Search_works_without_a_script()
    {
        var visitor = await VisitAsync(new() { JavaScriptEnabled = false });
        await visitor.Page.GotoAsync(await ModalSession.StartAsync(App, Several));

        await visitor.Page.GetByLabel("Search").FillAsync("hub");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();

        await Expect(Entry(visitor.Page, "HubSpot")).ToBeVisibleAsync();
        await Expect(Entry(visitor.Page, "Stripe")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_form_is_finished_with_enter_and_goes_back_by_itself()
    {
        var page = await OpenAsync(["stripe"]);
        await Expect(page.GetByLabel("Secret key", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("invalid");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Stripe could not be connected");

        await page.ReloadAsync();
        await page.GetByLabel("Secret key", new() { Exact = true }).FillAsync("a key");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stripe is connected" })).ToBeVisibleAsync();
        await page.WaitForURLAsync($"{App.Url}/tutorial/connected");
    }

    [Fact]
    public async Task A_link_that_was_used_says_so_and_leads_back()
    {
        // Not one of the visitors whose console has to be quiet: a browser reports every 410 there.
        await using var visitor = await Visitor.ArriveAsync(Browser, App.Url, new() { BypassCSP = true });
        var url = await ModalSession.StartAsync(App, ["stripe"]);
        await visitor.Page.GotoAsync(url);
        await visitor.Page.GetByLabel("Secret key", new() { Exact = true }).FillAsync("a key");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync($"{App.Url}/tutorial/connected");

        await visitor.Page.GotoAsync(url);

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "This link has been used" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"{App.Url}/tutorial/connected");
        Assert.Empty((await visitor.Page.RunAxe()).Violations.Select(v => v.Id));
    }

    [Fact]
    public async Task Rows_are_added_in_place_each_with_names_of_its_own()
    {
        var page = await OpenAsync(["webhook"]);
        var headers = page.GetByRole(AriaRole.Group, new() { Name = "Headers", Exact = true });
        await headers.GetByLabel("Name").FillAsync("X-One");
        var add = headers.GetByRole(AriaRole.Button, new() { Name = "Add another" });
        await add.ClickAsync();
        await Expect(headers.GetByLabel("Name").Nth(1)).ToBeFocusedAsync();
        await add.ClickAsync();

        var names = await headers.Locator("input").EvaluateAllAsync<string[]>("all => all.map(c => c.name)");
        Assert.Equal(6, names.Distinct().Count());
        await Expect(headers.GetByLabel("Name").First).ToHaveValueAsync("X-One");
        await Expect(headers.GetByLabel("Name").Last).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_dark_when_the_app_says_so_whatever_the_browser_prefers(bool dark)
    {
        var visitor = await VisitAsync(new() { ColorScheme = dark ? ColorScheme.Light : ColorScheme.Dark });
        await visitor.Page.GotoAsync(await ModalSession.StartAsync(App, Several, dark));

        var background = await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

        var brightness = background[4..^1].Split(',').Average(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(dark ? brightness < 80 : brightness > 200, background);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_page_fits_320_pixels_and_pleases_axe(bool dark)
    {
        var visitor = await VisitAsync(new() { ViewportSize = new() { Width = 320, Height = 640 }, BypassCSP = true });
        var page = visitor.Page;

        await page.GotoAsync(await ModalSession.StartAsync(App, Several, dark));
        await AssertFitsAsync(page);
        await Entry(page, "Webhook").ClickAsync();
        await AssertFitsAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "All integrations" }).ClickAsync();
        await Entry(page, "HubSpot").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Allow" })).ToBeVisibleAsync();
        await AssertFitsAsync(page);

        // The way back waits until the page was looked at.
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/tutorial/connected", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "HubSpot is connected" })).ToBeVisibleAsync();
        await AssertFitsAsync(page);
        held.SetResult();
        await page.WaitForURLAsync($"{App.Url}/tutorial/connected");
    }

    private static ILocator Entry(IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private static async Task AssertFitsAsync(IPage page)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page.Url} is wider than its window.");
        Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{page.Url}: {v.Id} {v.Nodes[0].Html}"));
    }

    private async Task<IPage> OpenAsync(string[] types)
    {
        var visitor = await VisitAsync();
        await visitor.Page.GotoAsync(await ModalSession.StartAsync(App, types));
        return visitor.Page;
    }
}

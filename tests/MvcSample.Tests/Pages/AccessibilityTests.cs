using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Pages;

/// <summary>What axe finds on the pages of the sample: nothing.</summary>
public sealed class AccessibilityTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280, ForcedColors.None)]
    [InlineData(ColorScheme.Dark, 1280, ForcedColors.None)]
    [InlineData(ColorScheme.Light, 360, ForcedColors.None)]
    [InlineData(ColorScheme.Dark, 360, ForcedColors.None)]
    [InlineData(ColorScheme.Light, 640, ForcedColors.None)] // what 1280 is at 200 %
    [InlineData(ColorScheme.Light, 640, ForcedColors.Active)]
    [InlineData(ColorScheme.Dark, 640, ForcedColors.Active)]
    public async Task No_violations(ColorScheme scheme, int width, ForcedColors forced)
    {
        var visitor = await VisitAsync(new()
        {
            ColorScheme = scheme,
            ForcedColors = forced,
            ViewportSize = new() { Width = width, Height = 800 },
            BypassCSP = true, // axe is injected
        });

        await visitor.Page.GotoAsync("/account/login");
        await AssertNoViolationsAsync(visitor.Page);
        foreach (var name in new[] { "Carol", "Alice" })
        {
            await visitor.SignInAsync(name);
            await AssertNoViolationsAsync(visitor.Page);
        }

        foreach (var path in new[] { "/tutorial", "/tutorial/connected", "/more", "/access" })
        {
            await visitor.Page.GotoAsync(path);
            await AssertNoViolationsAsync(visitor.Page);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_violations_in_the_modal(ColorScheme scheme)
    {
        var alice = await SignInAsync("Alice", new() { ColorScheme = scheme, BypassCSP = true });
        var form = await alice.OpenModalAsync(alice.Button("Connect PostgreSQL"));
        await Assertions.Expect(form.GetByLabel("Hostname")).ToBeVisibleAsync();
        await AssertNoViolationsAsync(form);
        await form.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await AssertNoViolationsAsync(form);
        await form.CloseAsync();

        var picker = await alice.OpenModalAsync(alice.Button("Connect anything"));
        await Assertions.Expect(picker.GetByLabel("Search")).ToBeVisibleAsync();
        await AssertNoViolationsAsync(picker);
        await picker.GetByRole(AriaRole.Link, new() { Name = "HubSpot" }).ClickAsync();
        await Assertions.Expect(picker.GetByRole(AriaRole.Button, new() { Name = "Deny" })).ToBeVisibleAsync();
        await AssertNoViolationsAsync(picker);
        await picker.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
        await Assertions.Expect(picker.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await AssertNoViolationsAsync(picker);
    }

    [Fact]
    public async Task No_violations_on_an_error_page()
    {
        // Not one of the visitors whose console has to be quiet: a browser reports every 404 there.
        await using var visitor = await Visitor.ArriveAsync(Browser, App.Url, new() { BypassCSP = true });

        await visitor.Page.GotoAsync("/nothing-here");

        await AssertNoViolationsAsync(visitor.Page);
    }

    private static async Task AssertNoViolationsAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Select(violation => $"{page.Url}: {violation.Id} {violation.Help} {violation.Nodes[0].Html} {violation.Nodes[0].Any.FirstOrDefault()?.Message}"));
    }
}

using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Pages;

/// <summary>The sample shows how it is done, and what happened.</summary>
public sealed partial class ShopWindowTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/more")]
    public async Task The_code_beside_the_buttons_is_the_sample_s_own(string path)
    {
        var sources = string.Concat(Directory.EnumerateFiles(Repository.Sample, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" or ".json" or ".js" && !Path.GetRelativePath(Repository.Sample, file).StartsWith("App_Data", StringComparison.Ordinal))
            .Select(file => Space().Replace(Shown().Replace(File.ReadAllText(file), ""), "")));
        var alice = await SignInAsync("Alice");
        await alice.Page.GotoAsync(path);

        var shown = await alice.Page.Locator(".lines").AllInnerTextsAsync();

        Assert.True(shown.Count >= 4, $"{shown.Count} pieces of code");
        Assert.All(shown.SelectMany(Lines), line => Assert.Contains(Space().Replace(line, ""), sources, StringComparison.Ordinal));
        Assert.Equal(
            await alice.Page.Locator(".offer button").CountAsync(),
            await alice.Page.Locator(".offer .lines").CountAsync());
    }

    [Fact]
    public async Task The_events_of_a_Razor_Page_are_told_as_they_come()
    {
        var bob = await SignInAsync("Bob");
        await bob.Page.GotoAsync("/more");
        var heard = bob.Page.Locator("[data-events] li");

        var modal = await bob.OpenModalAsync(bob.Button("Connect HubSpot"));
        await Expect(heard).ToHaveTextAsync([new Regex("polytomic:opened"), new Regex("polytomic:opening")]);
        await Expect(bob.Page.Locator("[data-notice]")).ToContainTextAsync("Go on in the window");
        await AllowAsync(modal);

        await Expect(heard.First).ToContainTextAsync("polytomic:connected");
        await Expect(heard.First).ToContainTextAsync("\"type\":\"hubspot\"");
        await Expect(bob.Page.Locator("[data-notice]")).ToContainTextAsync("is connected.");

        await bob.Page.GotoAsync("/");
        await AllowAsync(await bob.OpenModalAsync(bob.Rows.First.GetByRole(AriaRole.Button, new() { Name = "Reconnect" })));
        await Expect(bob.Page.Locator("[data-notice]")).ToContainTextAsync("is reconnected.");
    }

    [Fact]
    public async Task From_the_button_to_the_modal_and_back_the_keyboard_is_enough()
    {
        var bob = await SignInAsync("Bob");
        await bob.Page.GotoAsync("/more");

        await TabToAsync(bob.Page, "Connect HubSpot");
        var modal = await bob.Page.RunAndWaitForPopupAsync(() => bob.Page.Keyboard.PressAsync("Enter"));
        await TabToAsync(modal, "Allow");
        var closed = modal.ClosedAsync();
        await modal.Keyboard.PressAsync("Enter");
        await closed;

        await Expect(bob.Page.Locator("[data-events] li").First).ToContainTextAsync("polytomic:connected");
        await Expect(bob.Button("Connect HubSpot")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_connection_in_a_tab_is_told_too()
    {
        var bob = await SignInAsync("Bob");
        await bob.Page.GotoAsync("/more");

        await AllowAsync(await bob.OpenModalAsync(bob.Button("Connect in a tab")));

        await Expect(bob.Page.Locator("[data-events] li").First).ToContainTextAsync("polytomic:connected");
    }

    [Fact]
    public async Task A_refusal_is_shown_with_its_code_and_in_words()
    {
        // Not one of the visitors whose console has to be quiet: a browser reports every 422 there.
        await using var bob = await Visitor.ArriveAsync(Browser, App.Url);
        await bob.SignInAsync("Bob");
        await bob.Page.GotoAsync("/more");

        await bob.Button("Connect, and be refused").ClickAsync();

        await Expect(bob.Page.Locator("[data-events] li").First).ToContainTextAsync("rejected_by_polytomic");
        await Expect(bob.Page.Locator("[data-notice].problem")).ToBeVisibleAsync();
        Assert.Single(bob.Context.Pages);
    }

    [Fact]
    public async Task Carol_sees_buttons_there_that_she_may_not_use()
    {
        var carol = await SignInAsync("Carol");
        await carol.Page.GotoAsync("/more");

        await Expect(carol.Button("Connect HubSpot")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Dora_connects_in_her_own_organization()
    {
        var dora = await SignInAsync("Dora");
        var modal = await dora.OpenModalAsync(dora.Button("Connect anything"));
        await modal.GetByRole(AriaRole.Link, new() { Name = "HubSpot" }).ClickAsync();
        await AllowAsync(modal);
        await Expect(dora.Rows).ToHaveCountAsync(1);

        var sandbox = await dora.Page.RunAndWaitForPopupAsync(() => dora.Page.GetByRole(AriaRole.Link, new() { Name = "Sandbox" }).ClickAsync());

        var second = sandbox.Locator("tr", new() { Has = sandbox.GetByText("Sandbox 2", new() { Exact = true }) });
        await Expect(second.Locator("td").Last).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task An_administrator_learns_why_Bob_may_not_connect_Snowflake()
    {
        var alice = await SignInAsync("Alice");
        await alice.Page.GetByRole(AriaRole.Link, new() { Name = "Access" }).ClickAsync();
        await Expect(alice.Page.Locator("[data-user=alice]")).ToContainTextAsync("Alice may");
        await Expect(alice.Page.Locator("[data-user=bob]")).ToContainTextAsync("Bob may not");
        await Expect(alice.Page.Locator("[data-user=bob] small")).ToContainTextAsync("Marketing");

        await alice.Page.GetByLabel("Integration").FillAsync("api");
        await alice.Button("Explain").ClickAsync();
        await Expect(alice.Page.Locator("[data-user=alice]")).ToContainTextAsync("Alice may not");

        var bob = await SignInAsync("Bob");
        await Expect(bob.Page.GetByRole(AriaRole.Link, new() { Name = "Access" })).ToHaveCountAsync(0);
        var refused = await bob.Context.APIRequest.GetAsync("/access");
        Assert.Equal((int)HttpStatusCode.Forbidden, refused.Status);
    }

    private static async Task TabToAsync(IPage page, string button)
    {
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = button })).ToBeVisibleAsync();
        for (var press = 0; await page.EvaluateAsync<string>("document.activeElement.textContent.trim()") != button; press++)
        {
            Assert.True(press < 50, $"{button} is not reached.");
            await page.Keyboard.PressAsync("Tab");
        }
    }

    private static async Task AllowAsync(IPage modal)
    {
        var closed = modal.ClosedAsync();
        await modal.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await closed;
    }

    private static string[] Lines(string code) => code.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("<pre .*?</pre>", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

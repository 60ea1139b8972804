using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Story;

/// <summary>The popup that is closed, is blocked, or is not there at all.</summary>
public sealed class PopupTests(SampleApp app, Chromium chromium, PostgresServer postgres) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    [Fact]
    public async Task Closed_by_Bob_the_button_is_usable_again()
    {
        var bob = await SignInAsync("Bob");
        var modal = await bob.OpenModalAsync(bob.Button("Connect your CRM"));
        await modal.LookAroundAsync();
        await Expect(bob.Button("Connect your CRM")).ToHaveAttributeAsync("aria-busy", "true");

        await modal.CloseAsync();

        await bob.HearAsync("polytomic:closed");
        await Expect(bob.Button("Connect your CRM")).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(bob.Page.GetByText("Nothing was connected")).ToBeVisibleAsync();
        var again = await bob.OpenModalAsync(bob.Button("Connect your CRM"));
        await Expect(again.GetByLabel("Search")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Blocked_the_modal_takes_the_same_tab_and_comes_back()
    {
        var alice = await VisitAsync();
        await alice.Context.AddInitScriptAsync("window.open = () => null");
        await alice.SignInAsync("Alice");
        var before = await alice.Rows.CountAsync();

        await alice.Button("Connect PostgreSQL").ClickAsync();
        await new PostgresForm(alice.Page, postgres).ConnectAsync();

        await alice.Page.WaitForURLAsync($"{App.Url}/");
        await Expect(alice.Rows).ToHaveCountAsync(before + 1);
        Assert.Single(alice.Context.Pages);
        await AssertSignedInStrictlyAsync(alice);
    }

    [Fact]
    public async Task Without_JavaScript_the_form_post_does_the_job()
    {
        var alice = await SignInAsync("Alice", new BrowserNewContextOptions { JavaScriptEnabled = false });
        var before = await alice.Rows.CountAsync();

        await alice.Button("Connect PostgreSQL").ClickAsync();
        await new PostgresForm(alice.Page, postgres).ConnectAsync();

        await alice.Page.WaitForURLAsync($"{App.Url}/");
        await Expect(alice.Rows).ToHaveCountAsync(before + 1);
        await AssertSignedInStrictlyAsync(alice);
    }

    // The way back from another site is the harder one with such a cookie: the browser does not send it along.
    private static async Task AssertSignedInStrictlyAsync(Visitor visitor)
    {
        var cookies = await visitor.Context.CookiesAsync();
        Assert.Equal(SameSiteAttribute.Strict, cookies.Single(cookie => cookie.Name == "meridian").SameSite);
    }
}

using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Pages;

/// <summary>The front end of Polytomic's tutorial, unchanged.</summary>
public sealed class TutorialTests(SampleApp app, Chromium chromium, PostgresServer postgres) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    [Fact]
    public async Task One_type_opens_its_form_and_ends_on_the_page_that_was_named()
    {
        var alice = await SignInAsync("Alice");
        await alice.Page.GotoAsync("/tutorial");

        var modal = await alice.OpenModalAsync(alice.Button("Connect PostgreSQL"));
        await new PostgresForm(modal, postgres).ConnectAsync();

        await modal.WaitForURLAsync($"{App.Url}/tutorial/connected");
        await Expect(modal.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await Expect(alice.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("is connected");
        await alice.Page.GotoAsync("/");
        await Expect(alice.Rows.First).ToContainTextAsync("PostgreSQL");
    }

    [Fact]
    public async Task A_whitelist_opens_the_picker()
    {
        var bob = await SignInAsync("Bob");
        await bob.Page.GotoAsync("/tutorial");

        var modal = await bob.OpenModalAsync(bob.Button("Connect your CRM"));

        await Expect(modal.GetByLabel("Search")).ToBeVisibleAsync();
        await Expect(modal.GetByText("Salesforce").First).ToBeVisibleAsync();
    }
}

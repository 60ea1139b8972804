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

        var call = alice.Page.WaitForRequestAsync("**/_/api/connections/connect");
        var modal = await alice.OpenModalAsync(alice.Button("Connect PostgreSQL"));
        Assert.Equal("text/plain;charset=UTF-8", await (await call).HeaderValueAsync("content-type"));
        await new PostgresForm(modal, postgres).ConnectAsync();

        await modal.WaitForURLAsync($"{App.Url}/tutorial/connected");
        await Expect(modal.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await Expect(alice.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("is connected");
        await alice.Page.GotoAsync("/");
        await Expect(alice.Rows.First).ToContainTextAsync("PostgreSQL");
    }

    [Fact]
    public async Task A_whitelist_opens_the_picker_and_ends_there_too()
    {
        var bob = await SignInAsync("Bob");
        await bob.Page.GotoAsync("/tutorial");

        var modal = await bob.OpenModalAsync(bob.Button("Connect your CRM"));

        await Expect(modal.GetByLabel("Search")).ToBeVisibleAsync();
        await Expect(modal.GetByText("Salesforce").First).ToBeVisibleAsync();
        await modal.GetByRole(AriaRole.Link, new() { Name = "HubSpot" }).ClickAsync();
        await modal.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await modal.WaitForURLAsync($"{App.Url}/tutorial/connected");
        await Expect(bob.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("is connected");
    }

    [Fact]
    public async Task What_is_refused_is_thrown_as_the_error_of_the_answer()
    {
        // Not one of the visitors whose console has to be quiet: a browser reports every 403 there.
        await using var bob = await Visitor.ArriveAsync(Browser, App.Url);
        await bob.SignInAsync("Bob");
        await bob.Page.GotoAsync("/tutorial");

        await bob.Button("Connect PostgreSQL").ClickAsync();

        await Expect(bob.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("postgresql");
        Assert.Single(bob.Context.Pages);
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Story;

/// <summary>Bob of marketing connects a CRM, and nothing else.</summary>
public sealed class CrmTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    private static readonly string[] Crms = ["HubSpot", "Marketo", "Outreach", "Salesforce"];

    [Fact]
    public async Task The_picker_offers_what_Bob_may_connect()
    {
        var bob = await SignInAsync("Bob");
        await Expect(bob.Button("Connect PostgreSQL")).ToHaveCountAsync(0);

        foreach (var button in new[] { "Connect your CRM", "Connect anything" })
        {
            var modal = await bob.OpenModalAsync(bob.Button(button));
            await Expect(modal.GetByLabel("Search")).ToBeVisibleAsync();
            foreach (var crm in Crms)
            {
                await Expect(Entry(modal, crm)).ToBeVisibleAsync();
            }

            await Expect(Entry(modal, "PostgreSQL")).ToHaveCountAsync(0);
            await Expect(Entry(modal, "Stripe")).ToHaveCountAsync(0);
            await modal.LookAroundAsync();
            await modal.CloseAsync();
            await Expect(bob.Button(button)).Not.ToHaveAttributeAsync("aria-busy", "true");
        }
    }

    [Fact]
    public async Task HubSpot_denied_then_allowed_comes_back_connected()
    {
        var bob = await SignInAsync("Bob");
        var before = await bob.Rows.CountAsync();
        var modal = await bob.OpenModalAsync(bob.Button("Connect your CRM"));
        await Entry(modal, "HubSpot").ClickAsync();
        await ToConsentAsync(modal);

        await modal.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
        await Expect(modal.GetByText("denied").First).ToBeVisibleAsync();
        await ToConsentAsync(modal);
        var closed = modal.ClosedAsync();
        await modal.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await closed;

        var connected = await bob.HearAsync("polytomic:connected");
        Assert.Equal("hubspot", connected.GetProperty("connection").GetProperty("type").GetString());
        await Expect(bob.Rows).ToHaveCountAsync(before + 1);
        await Expect(bob.Rows.First).ToContainTextAsync("HubSpot");
    }

    [Fact]
    public async Task PostgreSQL_is_refused_in_words()
    {
        var bob = await SignInAsync("Bob");

        var answer = await PostAsync(bob, new { type = "postgresql", name = "x" });

        Assert.Equal((int)HttpStatusCode.Forbidden, answer.Status);
        var problem = (await answer.JsonAsync())!.Value;
        Assert.Equal("integration_not_allowed", problem.GetProperty("code").GetString());
        Assert.Contains("postgresql", problem.GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(problem.GetProperty("detail").GetString(), problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Of_a_whitelist_only_what_is_allowed_reaches_the_modal()
    {
        var bob = await SignInAsync("Bob");

        var answer = await PostAsync(bob, new { name = "x", whitelist = new[] { "postgresql", "hubspot" } });

        Assert.Equal(200, answer.Status);
        var data = (await answer.JsonAsync())!.Value.GetProperty("data");
        await bob.Page.GotoAsync(data.GetProperty("redirect_url").GetString()!);
        await Expect(bob.Page.GetByText("HubSpot").First).ToBeVisibleAsync();
        await Expect(bob.Page.GetByText("PostgreSQL")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_mistake_made_while_it_runs_changes_nothing()
    {
        var bob = await SignInAsync("Bob");
        var settings = await File.ReadAllTextAsync(App.Process.Settings, Cancellation);

        await File.WriteAllTextAsync(App.Process.Settings, settings.Replace("\"Except\"", "\"Excpt\"", StringComparison.Ordinal), Cancellation);
        try
        {
            await App.Process.WaitForOutputAsync("Excpt", Cancellation);

            Assert.Equal(200, (await PostAsync(bob, new { name = "x", type = "hubspot" })).Status);
        }
        finally
        {
            await File.WriteAllTextAsync(App.Process.Settings, settings, Cancellation);
        }
    }

    [Fact]
    public async Task Taken_from_Bob_while_it_runs_HubSpot_is_refused()
    {
        var bob = await SignInAsync("Bob");
        var request = new { name = "x", type = "hubspot" };
        Assert.Equal(200, (await PostAsync(bob, request)).Status);
        var settings = await File.ReadAllTextAsync(App.Process.Settings, Cancellation);

        await File.WriteAllTextAsync(App.Process.Settings, settings.Replace("\"hubspot\", ", "", StringComparison.Ordinal), Cancellation);
        try
        {
            // The file is watched: it is the next request after the host noticed, a moment later. A slow one may let the limit come first.
            var status = 200;
            for (var i = 0; i < Patience.Milliseconds / 100 && status != 403; i++)
            {
                await Task.Delay(100, Cancellation);
                status = (await PostAsync(bob, request)).Status;
                Assert.Contains(status, new[] { 200, 403, 429 });
            }

            Assert.Equal(403, status);
        }
        finally
        {
            await File.WriteAllTextAsync(App.Process.Settings, settings, Cancellation);
        }
    }

    private static ILocator Entry(IPage modal, string name) =>
        modal.GetByRole(AriaRole.Button, new() { Name = name }).Or(modal.GetByRole(AriaRole.Link, new() { Name = name }));

    /// <summary>From the form of an OAuth type to its provider.</summary>
    private static async Task ToConsentAsync(IPage modal)
    {
        var allow = modal.GetByRole(AriaRole.Button, new() { Name = "Allow" });
        var connect = modal.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true });
        await Expect(allow.Or(connect)).ToBeVisibleAsync();
        if (await connect.IsVisibleAsync())
        {
            await connect.ClickAsync();
        }

        await Expect(allow).ToBeVisibleAsync();
    }

    private static Task<IAPIResponse> PostAsync(Visitor visitor, object body) =>
        visitor.Context.APIRequest.PostAsync("/_/api/connections/connect", new()
        {
            DataString = JsonSerializer.Serialize(body),
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        });
}

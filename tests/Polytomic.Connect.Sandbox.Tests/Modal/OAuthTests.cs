using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Modal;

public class OAuthTests
{
    [Fact]
    public async Task Denied_it_says_so_and_can_be_tried_again()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("hubspot"));
        Assert.Contains("Acme wants to access your HubSpot account", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync("~decision", "deny");
        Assert.Contains("Access was denied", browser.Text, StringComparison.Ordinal);
        Assert.Empty(await host.ConnectionsAsync());

        await browser.SubmitAsync();
        await browser.SubmitAsync("~decision", "allow");
        Assert.Contains("HubSpot is connected", browser.Text, StringComparison.Ordinal);
        var connection = Assert.Single(await host.ConnectionsAsync())!;
        Assert.Equal("********", connection["configuration"]!["oauth_refresh_token"]!.GetValue<string>());
    }

    [Fact]
    public async Task Going_back_to_a_consent_that_was_given_tells_that_it_is_done()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("hubspot"));
        var consent = browser.Url;
        await browser.SubmitAsync("~decision", "allow");

        await browser.OpenAsync(consent.ToString());

        Assert.Contains("has been used", browser.Text, StringComparison.Ordinal);
        Assert.Single(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task What_has_to_be_filled_in_comes_before_the_consent()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("zendesk_support"));

        browser.Fill("Subdomain", "acme");
        await browser.SubmitAsync();
        await browser.SubmitAsync("~decision", "allow");

        Assert.Equal("acme", (await host.ConnectionsAsync())[0]!["configuration"]!["domain"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_consent_that_comes_too_late_is_not_taken()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await SandboxHost.StartAsync(build: b => b.Services.AddSingleton<TimeProvider>(time));
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("hubspot"));
        time.Advance(TimeSpan.FromMinutes(31));

        await browser.SubmitAsync("~decision", "allow");

        Assert.Empty(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task An_answer_with_a_made_up_state_or_code_is_not_taken()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("hubspot"));
        var state = System.Web.HttpUtility.ParseQueryString(browser.Url.Query)["state"];

        await browser.OpenAsync("http://localhost/polytomic/oauth/callback?code=x&state=made-up");
        Assert.Contains("cannot be used", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync($"http://localhost/polytomic/oauth/callback?code=made-up&state={state}");

        Assert.Empty(await host.ConnectionsAsync());
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Modal;

public class SessionTests
{
    [Fact]
    public async Task A_token_works_once()
    {
        await using var host = await SandboxHost.StartAsync();
        var url = await host.StartSessionAsync("stripe");
        var browser = host.Browser();
        await browser.OpenAsync(url);
        browser.Fill("Secret key", "k");
        await browser.SubmitAsync();

        await browser.OpenAsync(url);

        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Contains("has been used", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_double_click_makes_one_connection()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("stripe"));
        browser.Fill("Secret key", "k");

        var clicks = Enumerable.Range(0, 5).Select(_ => browser.SubmitAsync()).ToList();
        await Task.WhenAll(clicks);

        Assert.Contains("Stripe is connected", browser.Text, StringComparison.Ordinal);
        Assert.Single(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task A_token_expires_after_thirty_minutes()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await SandboxHost.StartAsync(build: b => b.Services.AddSingleton<TimeProvider>(time));
        var browser = host.Browser();
        var url = await host.StartSessionAsync("stripe");
        await browser.OpenAsync(url);
        browser.Fill("Secret key", "k");
        time.Advance(TimeSpan.FromMinutes(30));

        await browser.SubmitAsync();

        Assert.Contains("expired", browser.Text, StringComparison.Ordinal);
        Assert.Empty(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task An_unknown_token_is_told_so()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();

        await browser.OpenAsync("http://localhost/polytomic/connect?token=nonsense");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Contains("not valid", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_browser_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        var url = await host.StartSessionAsync("stripe");
        var browser = host.Browser();
        await browser.OpenAsync(url);
        browser.FillByName("~csrf", "0000");
        browser.Fill("Secret key", "k");

        await browser.SubmitAsync();

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Empty(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task Once_a_browser_has_begun_another_one_cannot_go_on()
    {
        await using var host = await SandboxHost.StartAsync();
        var url = await host.StartSessionAsync("stripe");
        var browser = host.Browser();
        await browser.OpenAsync(url);
        browser.Fill("Secret key", "invalid");
        await browser.SubmitAsync();

        var other = host.Browser();
        await other.OpenAsync(url);

        Assert.Equal(HttpStatusCode.Forbidden, other.Status);
        Assert.DoesNotContain("~csrf", other.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_strict_and_not_kept()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();

        await browser.OpenAsync(await host.StartSessionAsync("stripe"));

        var policy = browser.Last.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.True(browser.Last.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain(" style=", browser.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", browser.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)", browser.Html);
    }
}

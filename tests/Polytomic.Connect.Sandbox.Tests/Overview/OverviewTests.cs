using System.Net;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Overview;

public class OverviewTests
{
    [Fact]
    public async Task A_developer_sees_what_the_app_sent_and_what_went_wrong()
    {
        await using var host = await SandboxHost.StartAsync();
        var session = await host.StartSessionAsync("stripe", "<Billing>");
        await host.PostAsync("connections", """{"name":"A","type":"stripe","configuration":{"api_key":"hush"}}""", "key-1");
        await host.GetAsync("nothing");
        var browser = host.Browser();

        await browser.OpenAsync("http://localhost/polytomic/");

        Assert.Contains("POST /connections/connect", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Path not found", browser.Text, StringComparison.Ordinal);
        Assert.Contains("key-1", browser.Text, StringComparison.Ordinal);
        Assert.Contains("<Billing>", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<Billing>", browser.Html, StringComparison.Ordinal);
        Assert.All(["hush", "sandbox-token", session.Split("token=")[1]], secret => Assert.DoesNotContain(secret, browser.Html, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://127.0.0.1:5080/polytomic")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/polytomic")]
    [InlineData("https://sandbox.example", "https://sandbox.example/polytomic")]
    public async Task It_says_what_the_app_should_have_as_its_address(string origin, string expected)
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();

        await browser.OpenAsync($"{origin}/polytomic/");

        Assert.Contains($"<code>{expected}</code>", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_there_in_development_only()
    {
        await using var host = await SandboxHost.StartAsync(o => o.AllowOutsideDevelopment = true, environment: "Production");
        var browser = host.Browser();

        await browser.OpenAsync("http://localhost/polytomic/");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }
}

using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Modal;

public class PickerTests
{
    private static readonly JsonObject Crm = new() { ["whitelist"] = new JsonArray("salesforce", "hubspot", "nonesuch") };

    [Fact]
    public async Task The_picker_shows_what_was_asked_for_and_only_that()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        var url = await host.StartSessionAsync(extra: Crm);

        await browser.OpenAsync(url);
        Assert.Contains("2 integrations", browser.Text, StringComparison.Ordinal);
        Assert.Contains("HubSpot", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("PostgreSQL", browser.Text, StringComparison.Ordinal);

        await browser.OpenAsync($"{url}&type=postgresql");
        Assert.Contains("2 integrations", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searching_works_without_a_script()
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();

        await browser.OpenAsync($"{await host.StartSessionAsync(extra: Crm)}&q=hub");

        Assert.Contains("1 integration", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Salesforce", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "data-theme=\"dark\"")]
    [InlineData(false, "data-theme=\"light\"")]
    public async Task Dark_is_honoured(bool dark, string expected)
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();

        await browser.OpenAsync(await host.StartSessionAsync(extra: new JsonObject { ["dark"] = dark }));

        Assert.Contains(expected, browser.Html, StringComparison.Ordinal);
    }
}

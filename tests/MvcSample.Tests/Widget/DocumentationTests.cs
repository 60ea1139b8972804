using System.Text.RegularExpressions;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Widget;

/// <summary>What docs/widget.md shows runs.</summary>
public sealed partial class DocumentationTests(BrowserFixture browser) : WidgetTest(browser)
{
    private const string Result = "<p id=\"result\"></p>";

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "widget.md"));

    [Fact]
    public async Task Its_listeners_hear_of_a_connection_and_of_an_error()
    {
        var page = await OpenAsync(new() { Body = WidgetPage.Form + Result + WidgetPage.Script });
        await page.EvaluateAsync(Block("polytomic:connected"));
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        Assert.Equal("My connection (postgresql) is connected: c-session-1", await page.TextContentAsync("#result"));

        Host.OnConnect = http => WidgetHost.ProblemAsync(http, 429, "rate_limited", "Wait a minute.");
        await page.ClickAsync("#connect");
        await WaitForAsync(page, "error");
        Assert.Equal("Wait a minute. (rate_limited)", await page.TextContentAsync("#result"));
    }

    [Fact]
    public async Task Its_front_end_of_ones_own_connects()
    {
        var page = await OpenAsync(new() { Body = "<button id=\"own\">Own</button>" + Result });
        await page.EvaluateAsync(Block("#own").Replace("/_/api", WidgetHost.Prefix, StringComparison.Ordinal));
        var popup = await ClickAsync(page, "#own");
        var closed = ClosedAsync(popup);
        await popup.ClickAsync("#finish");
        await closed;
        await page.WaitForFunctionAsync("() => document.querySelector('#result').textContent === 'connected'");
        Assert.Equal(1, Host.Sessions["session-1"].Asked);
        Assert.Empty(Errors);
    }

    [Theory]
    [InlineData("script-src 'self'")]
    [InlineData("'strict-dynamic'")]
    public async Task Its_policies_are_enough_with_script_and_without(string which)
    {
        var policy = Block(which).Trim().Replace("https://app.polytomic.com", $"http://127.0.0.1:{Host.Port}", StringComparison.Ordinal);
        var page = await OpenAsync(new() { Headers = { ["Content-Security-Policy"] = policy } });
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        Assert.Empty(await page.EvaluateAsync<string[]>("violations"));

        await using var context = await Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false });
        var plain = await context.NewPageAsync();
        await plain.GotoAsync($"{Host.App}/home");
        await plain.ClickAsync("#connect");
        await plain.WaitForURLAsync($"{Host.Modal}?session=form");
        Assert.Equal("Modal", await plain.TextContentAsync("h1"));
    }

    [Fact]
    public void The_types_for_editors_and_the_table_name_the_same_events()
    {
        var types = Path.Combine(Repository.Root, "src", "Polytomic.Connect.AspNetCore", "Script", "polytomic-connect.d.ts");
        var typed = Event().Matches(File.ReadAllText(types)).Select(match => match.Groups[1].Value).ToList();
        var documented = Text.Split('\n').Where(line => line.StartsWith("| `polytomic:", StringComparison.Ordinal)).Select(line => Event().Match(line).Groups[1].Value);

        Assert.Equal(["closed", "connected", "error", "opened", "opening"], typed.Order());
        Assert.Equal(typed.Order(), documented.Order());
    }

    private static string Block(string content) =>
        Fence().Matches(Text).Select(block => block.Groups[1].Value).Single(block => block.Contains(content, StringComparison.Ordinal));

    [GeneratedRegex(@"polytomic:(\w+)")]
    private static partial Regex Event();

    [GeneratedRegex(@"^```\w*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

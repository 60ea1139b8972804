using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Sandbox;

/// <summary>The page for developers in a real browser.</summary>
public sealed class OverviewTests(Chromium chromium)
{
    [Fact]
    public async Task It_shows_what_happens_without_being_asked()
    {
        await using var server = await SandboxServer.StartAsync();
        await using var visitor = await Visitor.ArriveAsync(chromium.Browser, server.Url, new() { BypassCSP = true });
        var page = visitor.Page;
        await page.GotoAsync("/polytomic/");
        await Expect(page.GetByText("Your app has not called yet.")).ToBeVisibleAsync();

        await server.StartSessionAsync("stripe", name: "First <b>session</b>");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "POST /connections/connect" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "First <b>session</b>" }).First).ToBeVisibleAsync();
        await page.GetByText("Body", new() { Exact = true }).ClickAsync();

        // What was opened stays open, while more comes in.
        server.Sandbox.AddConnection("Seeded", "stripe", new JsonObject { ["api_key"] = "hush" });
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Seeded" })).ToBeVisibleAsync();
        await Expect(page.Locator("details[open]")).ToHaveCountAsync(1);
        Assert.DoesNotContain("hush", await page.ContentAsync(), StringComparison.Ordinal);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, "sandbox-overview.png"), FullPage = true });
        Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}"));
        Assert.Empty(visitor.Problems);
    }
}

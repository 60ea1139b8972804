using Deque.AxeCore.Playwright;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Sandbox;

/// <summary>The modal for people who need it larger, in other colours or without motion; each page is also left as a picture.</summary>
public sealed class AppearanceTests(Chromium chromium)
{
    private const string Everything = """
        {"properties":{"text":{"type":"string","title":"Text","description":"Some help","suffix":".example.com"},"on":{"type":"boolean","title":"On"},"pick":{"enum":["a","b"],"title":"Pick"},
          "many":{"type":"array","title":"Many","items":{"enum":["x","y"]}},"rows":{"type":"array","title":"Rows","items":{"type":"object","properties":{"name":{"type":"string","title":"Name"},"value":{"type":"string","title":"Value","sensitive":true}}}},
          "map":{"type":"object","title":"Map","additionalProperties":{"type":"string"}},"json":{"type":"object","title":"Free"},"file":{"type":"string","widget":"file","title":"File"},
          "when":{"type":"string","format":"date-time","title":"When"},"group":{"type":"object","title":"Group","properties":{"inner":{"type":"string","title":"Inner"}}}},"required":["text"]}
        """;

    /// <summary>Options of the browser, by the name of what they are for.</summary>
    private static readonly Dictionary<string, BrowserNewContextOptions> People = new()
    {
        ["plain"] = new() { ViewportSize = new() { Width = 560, Height = 760 } },
        ["dark"] = new() { ViewportSize = new() { Width = 560, Height = 760 }, ColorScheme = ColorScheme.Dark },
        ["narrow"] = new() { ViewportSize = new() { Width = 320, Height = 640 } },
        // What a browser makes of a window of 640 pixels at 200 %.
        ["zoomed"] = new() { ViewportSize = new() { Width = 320, Height = 256 }, DeviceScaleFactor = 2 },
        ["forced"] = new() { ViewportSize = new() { Width = 560, Height = 760 }, ForcedColors = ForcedColors.Active },
        ["still"] = new() { ViewportSize = new() { Width = 560, Height = 760 }, ReducedMotion = ReducedMotion.Reduce },
    };

    public static TheoryData<string> Names => [.. People.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_form_with_every_kind_of_field_can_be_used(string name)
    {
        await using var server = await SandboxServer.StartAsync(Everything);
        await using var visitor = await Visitor.ArriveAsync(chromium.Browser, server.Url, new(People[name]) { BypassCSP = true });
        var page = visitor.Page;
        await page.GotoAsync(await server.StartSessionAsync());
        await page.Locator("button.primary").ClickAsync();
        await Expect(page.GetByText("Text is required.").First).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Text", new() { Exact = true })).ToBeFocusedAsync();
        await LookAsync(page, $"sandbox-form-{name}");

        // Nothing that has the focus is behind the bar at the bottom.
        var focused = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('form input:not([type=hidden]), form select, form textarea, form button:not(.visually-hidden)')].filter(c => {
              if (!c.checkVisibility()) return false;
              c.focus();
              c.scrollIntoView({ block: 'nearest' });
              const box = c.getBoundingClientRect();
              const seen = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 20) / 2);
              return !(seen === c || c.contains(seen));
            }).map(c => c.name || c.textContent)
            """);
        Assert.Empty(focused);

        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("t");
        await page.Locator("button.primary").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Odd is connected" })).ToBeVisibleAsync();
        await page.WaitForURLAsync("**/back");
        Assert.Empty(visitor.Problems);
    }

    [Fact]
    public async Task Without_motion_nothing_moves()
    {
        await using var server = await SandboxServer.StartAsync(Everything);
        await using var visitor = await Visitor.ArriveAsync(chromium.Browser, server.Url, People["still"]);
        await visitor.Page.GotoAsync(await server.StartSessionAsync());
        await visitor.Page.EvaluateAsync("document.querySelector('form').setAttribute('aria-busy', 'true')");

        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("document.getAnimations().length"));
    }

    [Fact]
    public async Task A_link_that_is_too_old_says_so_and_leads_back()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await SandboxServer.StartAsync(Everything, time);
        await using var visitor = await Visitor.ArriveAsync(chromium.Browser, server.Url, new(People["plain"]) { BypassCSP = true });
        var url = await server.StartSessionAsync();
        await visitor.Page.GotoAsync(url);
        await visitor.Page.GetByLabel("Text", new() { Exact = true }).FillAsync("t");
        time.Advance(TimeSpan.FromMinutes(30));
        await visitor.Page.Locator("button.primary").ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "This link has expired" })).ToBeVisibleAsync();
        await LookAsync(visitor.Page, "sandbox-expired");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Acme" }).ClickAsync();
        await visitor.Page.WaitForURLAsync("**/back");
        Assert.Empty(server.Sandbox.Connections);
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, $"{name}.png"), FullPage = true });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than its window.");
        Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{name}: {v.Id} {v.Nodes[0].Html}"));
    }
}

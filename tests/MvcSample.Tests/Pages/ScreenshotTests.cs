using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Pages;

/// <summary>Pictures of every page for a person to look at; here only that each is whole and fits its window.</summary>
public sealed class ScreenshotTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    public static TheoryData<ColorScheme, int> Looks => new()
    {
        { ColorScheme.Light, 1280 },
        { ColorScheme.Light, 360 },
        { ColorScheme.Dark, 1280 },
        { ColorScheme.Dark, 360 },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_fits_its_window(ColorScheme scheme, int width)
    {
        var look = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } };
        var visitor = await VisitAsync(look);
        await visitor.Page.GotoAsync("/account/login");
        await ShootAsync(visitor.Page, "sign-in", scheme, width);
        foreach (var name in new[] { "Alice", "Bob", "Carol" })
        {
            await visitor.SignInAsync(name);
            await ShootAsync(visitor.Page, name.ToLowerInvariant(), scheme, width);
        }

        foreach (var path in new[] { "tutorial", "tutorial/connected" })
        {
            await visitor.Page.GotoAsync($"/{path}");
            await ShootAsync(visitor.Page, path.Replace('/', '-'), scheme, width);
        }
    }

    private static async Task ShootAsync(IPage page, string name, ColorScheme scheme, int width)
    {
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Repository.Screenshots, $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png"),
            FullPage = true,
            Animations = ScreenshotAnimations.Disabled,
        });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page.Url} is wider than {width} pixels.");
    }
}

using Microsoft.Playwright;

namespace MvcSample.Tests.Fixtures;

/// <summary>Pictures for a person to look at; the tests see to it that each page fits its window.</summary>
internal static class Screenshots
{
    public static TheoryData<ColorScheme, int> Looks => new()
    {
        { ColorScheme.Light, 1280 },
        { ColorScheme.Light, 360 },
        { ColorScheme.Dark, 1280 },
        { ColorScheme.Dark, 360 },
    };

    public static BrowserNewContextOptions Look(ColorScheme scheme, int width) =>
        new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } };

    public static async Task ShootAsync(this IPage page, string name, ColorScheme scheme, int width)
    {
        // As high as the page, rather than a full page of a lower window: what sticks to its lower edge would be in the middle of the picture.
        await page.SetViewportSizeAsync(width, 800);
        await page.SetViewportSizeAsync(width, await page.EvaluateAsync<int>("document.documentElement.scrollHeight"));
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Repository.Screenshots, $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png"),
            Animations = ScreenshotAnimations.Disabled,
        });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page.Url} is wider than {width} pixels.");
    }
}

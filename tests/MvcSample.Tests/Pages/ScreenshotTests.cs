using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Pages;

/// <summary>Every page of the sample fits its window.</summary>
public sealed class ScreenshotTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    public static TheoryData<ColorScheme, int> Looks => Screenshots.Looks;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_fits_its_window(ColorScheme scheme, int width)
    {
        var visitor = await VisitAsync(Screenshots.Look(scheme, width));
        await visitor.Page.GotoAsync("/account/login");
        await visitor.Page.ShootAsync("sign-in", scheme, width);
        foreach (var name in new[] { "Bob", "Carol", "Dora", "Alice" })
        {
            await visitor.SignInAsync(name);
            await visitor.Page.ShootAsync(name.ToLowerInvariant(), scheme, width);
        }

        foreach (var path in new[] { "tutorial", "tutorial/connected", "more", "access" })
        {
            await visitor.Page.GotoAsync($"/{path}");
            await visitor.Page.ShootAsync(path.Replace('/', '-'), scheme, width);
        }
    }
}

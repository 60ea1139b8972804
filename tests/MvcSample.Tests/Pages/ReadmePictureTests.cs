using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Pages;

/// <summary>The picture on top of the README, taken of the real thing; <c>docs/images/update.sh</c> puts it there.</summary>
public sealed class ReadmePictureTests(SampleApp app, Chromium chromium, PostgresServer postgres) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    [Fact]
    public async Task The_app_with_the_modal_before_it()
    {
        var alice = await SignInAsync("Alice", new() { ViewportSize = new() { Width = 1120, Height = 760 }, DeviceScaleFactor = 2 });
        await new PostgresForm(await alice.OpenModalAsync(alice.Button("Connect PostgreSQL")), postgres).ConnectAndCloseAsync();
        await ConnectHubSpotAsync(alice);
        await alice.Page.ReloadAsync();
        await Expect(alice.Rows).ToHaveCountAsync(2);

        var modal = await alice.OpenModalAsync(alice.Button("Connect PostgreSQL"));
        await modal.SetViewportSizeAsync(480, 640);
        await modal.GetByLabel("Hostname").FillAsync("db.example.com");
        await modal.GetByLabel("Username").FillAsync("reader");
        await modal.GetByLabel("Password", new() { Exact = true }).FillAsync(PostgresServer.Password);
        var picture = await LayOverAsync(await alice.Page.ScreenshotAsync(), await modal.ScreenshotAsync(new() { Caret = ScreenshotCaret.Hide }));

        await File.WriteAllBytesAsync(Path.Combine(Repository.Screenshots, "readme.png"), picture, Cancellation);
        Assert.InRange(picture.Length, 50_000, 1_000_000);
    }

    private static async Task ConnectHubSpotAsync(Visitor alice)
    {
        var modal = await alice.OpenModalAsync(alice.Button("Connect your CRM"));
        await modal.GetByRole(AriaRole.Link, new() { Name = "HubSpot" }).ClickAsync();
        var closed = modal.ClosedAsync();
        await modal.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await closed;
        await Expect(alice.Rows).ToHaveCountAsync(2);
    }

    // Two windows as a person sees them: the browser is the tool at hand that can paint.
    private async Task<byte[]> LayOverAsync(byte[] below, byte[] above)
    {
        await using var context = await Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1200, Height = 800 }, DeviceScaleFactor = 1.25f });
        var page = await context.NewPageAsync();
        await page.SetContentAsync(
            $"<img class=below src='data:image/png;base64,{Convert.ToBase64String(below)}'><img class=above src='data:image/png;base64,{Convert.ToBase64String(above)}'>");
        await page.AddStyleTagAsync(new()
        {
            Content = """
                body { margin: 0; background: linear-gradient(#e7ebff, #f4f5fb); }
                img { position: absolute; border-radius: 12px; box-shadow: 0 0 0 1px #0f172a1a, 0 12px 40px #0f172a26; }
                .below { top: 40px; left: 40px; width: 1008px; }
                .above { top: 168px; left: 740px; width: 420px; box-shadow: 0 0 0 1px #0f172a26, 0 24px 64px #0f172a59; }
                """,
        });
        return await page.ScreenshotAsync();
    }
}

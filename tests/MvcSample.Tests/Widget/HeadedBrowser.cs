using System.Diagnostics;
using PuppeteerSharp;

namespace MvcSample.Tests.Widget;

/// <summary>
/// Chromium with windows that really have the focus or not, on a display of its own. Playwright cannot be used for this: it tells every
/// page that it is focused.
/// </summary>
public sealed class HeadedBrowser : IAsyncDisposable
{
    private const string Xvfb = "/usr/bin/Xvfb";

    private readonly Process _display;
    private readonly IBrowser _browser;

    private HeadedBrowser(Process display, IBrowser browser)
    {
        _display = display;
        _browser = browser;
    }

    public static bool IsAvailable => File.Exists(Xvfb);

    public IBrowser Browser => _browser;

    public static async Task<HeadedBrowser> StartAsync(string screen = "1600x1200")
    {
        var display = Process.Start(new ProcessStartInfo(Xvfb, $"-displayfd 1 -screen 0 {screen}x24 -nolisten tcp") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var number = await display.StandardOutput.ReadLineAsync();
            var options = new LaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Headless = false,
                DefaultViewport = null,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1200,1000"],
            };
            options.Env["DISPLAY"] = ":" + number;
            return new HeadedBrowser(display, await Puppeteer.LaunchAsync(options));
        }
        catch
        {
            display.Kill();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _display.Kill();
        _display.Dispose();
    }
}

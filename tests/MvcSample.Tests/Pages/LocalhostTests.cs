using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Pages;

/// <summary>The app is on localhost, its modal on 127.0.0.1.</summary>
public sealed class LocalhostTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    [Fact]
    public async Task People_who_type_the_number_are_sent_to_localhost()
    {
        var visitor = await VisitAsync();

        await visitor.Page.GotoAsync($"http://127.0.0.1:{App.Process.Port}/account/login?returnUrl=%2Ftutorial");

        Assert.Equal($"{App.Url}/account/login?returnUrl=%2Ftutorial", visitor.Page.Url);
    }
}

using Microsoft.Playwright;

namespace MvcSample.Tests.Fixtures;

/// <summary>A test in a browser. It ends with a look at the console: no page may have complained.</summary>
public abstract class BrowserTest(SampleApp app, Chromium chromium) : IAsyncLifetime
{
    private readonly List<Visitor> _visitors = [];

    protected SampleApp App { get; } = app;

    protected IBrowser Browser => chromium.Browser;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        Assert.Empty(_visitors.SelectMany(visitor => visitor.Problems));
    }

    protected async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.ArriveAsync(Browser, App.Url, options);
        _visitors.Add(visitor);
        return visitor;
    }

    protected async Task<Visitor> SignInAsync(string name, BrowserNewContextOptions? options = null)
    {
        var visitor = await VisitAsync(options);
        await visitor.SignInAsync(name);
        return visitor;
    }
}

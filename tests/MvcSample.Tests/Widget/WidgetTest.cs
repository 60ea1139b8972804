using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Widget;

/// <summary>A host and a fresh browser profile for every test, and the events of every page in the order in which they came.</summary>
[Collection(nameof(WidgetCollection))]
public abstract partial class WidgetTest(BrowserFixture browser) : IAsyncLifetime
{
    private const string RecordEvents =
        """
        window.events = [];
        window.violations = [];
        for (const type of ['opening', 'opened', 'connected', 'closed', 'error'])
          document.addEventListener('polytomic:' + type, e => events.push({ type, detail: e.detail, target: e.target.id, at: Date.now() }));
        document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI));
        """;

    protected WidgetHost Host { get; private set; } = null!;

    protected IBrowserContext Context { get; private set; } = null!;

    /// <summary>The errors of all pages, console and exceptions.</summary>
    protected List<string> Errors { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Host = await WidgetHost.StartAsync();
        Context = await browser.Browser.NewContextAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        Context.SetDefaultTimeout(Patience.Milliseconds);
        await Context.AddInitScriptAsync(RecordEvents);
        Context.Console += (_, message) => { if (message.Type == "error") { Errors.Add(message.Text); } };
        Context.WebError += (_, error) => Errors.Add(error.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<IPage> OpenAsync(WidgetPage? page = null, string path = "home")
    {
        Host.Pages[path] = page ?? new WidgetPage();
        var opened = await Context.NewPageAsync();
        await opened.GotoAsync($"{Host.App}/{path}");
        return opened;
    }

    /// <summary>Clicks and hands back the popup once the modal is in it.</summary>
    protected static async Task<IPage> ClickAsync(IPage page, string selector = "#connect")
    {
        var popup = await page.RunAndWaitForPopupAsync(() => page.ClickAsync(selector));
        await popup.Locator("h1", new() { HasTextString = "Modal" }).WaitForAsync();
        return popup;
    }

    protected static async Task<JsonElement> WaitForAsync(IPage page, string type)
    {
        await page.WaitForFunctionAsync("type => events.some(e => e.type === type)", type);
        return await page.EvaluateAsync<JsonElement>("type => events.find(e => e.type === type)", type);
    }

    protected static Task<string[]> EventsAsync(IPage page) => page.EvaluateAsync<string[]>("events.map(e => e.type)");

    [GeneratedRegex("^http://127\\.0\\.0\\.1:\\d+/modal")]
    protected static partial Regex ModalAddress();

    protected static Task ClosedAsync(IPage page)
    {
        var closed = new TaskCompletionSource();
        page.Close += (_, _) => closed.TrySetResult();
        return page.IsClosed ? Task.CompletedTask : closed.Task.WaitAsync(Patience.Time, TestContext.Current.CancellationToken);
    }
}

[CollectionDefinition(nameof(WidgetCollection))]
public sealed class WidgetCollection : ICollectionFixture<BrowserFixture>;

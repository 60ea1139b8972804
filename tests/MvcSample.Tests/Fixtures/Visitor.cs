using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace MvcSample.Tests.Fixtures;

/// <summary>A person with a browser profile of their own, and everything that went wrong in it.</summary>
public sealed class Visitor : IAsyncDisposable
{
    // Runs in every page before its own scripts: what happens to the button, and what a policy forbade.
    private const string Watch = """
        window.heard = [];
        for (const type of ["polytomic:opened", "polytomic:connected", "polytomic:closed", "polytomic:error"]) {
          document.addEventListener(type, e => heard.push({ type, button: e.target.textContent.trim(), detail: e.detail ?? null }));
        }
        document.addEventListener("securitypolicyviolation", e => console.error(`CSP: ${e.violatedDirective} blocked ${e.blockedURI}`));
        """;

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly string _url;

    private Visitor(IBrowserContext context, IPage page, string url) => (Context, Page, _url) = (context, page, url);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Console errors, uncaught exceptions and violated content security policies, of every page.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public static async Task<Visitor> ArriveAsync(IBrowser browser, string url, BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions(options ?? new()) { BaseURL = url });
        context.SetDefaultTimeout(Patience.Milliseconds);
        await context.AddInitScriptAsync(Watch);
        var visitor = new Visitor(context, await context.NewPageAsync(), url);
        context.Console += (_, message) => visitor.Note(message.Type == "error", $"{message.Text} ({message.Location})");
        context.WebError += (_, error) => visitor.Note(true, error.Error);
        return visitor;
    }

    public async Task SignInAsync(string name)
    {
        await Page.GotoAsync("/account/login");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {name}" }).ClickAsync();
        await Page.WaitForURLAsync($"{_url}/");
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Rows => Page.Locator("tr[data-connection]");

    /// <summary>Waits for an event of the button and returns its detail.</summary>
    public async Task<JsonElement> HearAsync(string type)
    {
        var found = await Page.WaitForFunctionAsync("type => window.heard.find(e => e.type === type)", type);
        return (await found.JsonValueAsync<JsonElement>()).GetProperty("detail");
    }

    /// <summary>Clicks a button that opens the modal in a popup.</summary>
    public Task<IPage> OpenModalAsync(ILocator button) => Page.RunAndWaitForPopupAsync(() => button.ClickAsync());

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    private void Note(bool isProblem, string text)
    {
        if (isProblem)
        {
            _problems.Enqueue(text);
        }
    }
}

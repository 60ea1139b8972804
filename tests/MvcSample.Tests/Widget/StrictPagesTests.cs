using Microsoft.AspNetCore.Http;

namespace MvcSample.Tests.Widget;

public sealed class StrictPagesTests(BrowserFixture browser) : WidgetTest(browser)
{
    [Theory]
    [InlineData("default-src 'none'; script-src 'self'; connect-src 'self'")]
    [InlineData("default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src 'self'; base-uri 'none'; form-action 'self'")]
    [InlineData("default-src 'none'; script-src 'nonce-abc'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'")]
    public async Task A_strict_policy_is_kept(string policy)
    {
        var page = await OpenAsync(new() { Headers = { ["Content-Security-Policy"] = policy } });
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        Assert.Empty(await page.EvaluateAsync<string[]>("violations"));
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_cross_origin_isolated_page_works()
    {
        var page = await OpenAsync(new()
        {
            Headers = { ["Cross-Origin-Opener-Policy"] = "same-origin", ["Cross-Origin-Embedder-Policy"] = "require-corp" },
        });
        Assert.True(await page.EvaluateAsync<bool>("crossOriginIsolated"));
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_completion_page_keeps_its_own_policy()
    {
        Host.Sessions["s"] = new("s") { Status = "connected" };
        var page = await Context.NewPageAsync();
        var response = await page.GotoAsync($"{Host.App}{WidgetHost.Prefix}/connect_complete?state=s");
        var headers = await response!.AllHeadersAsync();
        Assert.Contains("default-src 'none'", headers["content-security-policy"], StringComparison.Ordinal);
        Assert.Equal("no-referrer", headers["referrer-policy"]);
        Assert.Equal("no-store", headers["cache-control"]);
        Assert.Equal("nosniff", headers["x-content-type-options"]);
        await page.WaitForURLAsync($"{Host.App}/home?from=completion");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_error_page_encodes_what_it_is_told()
    {
        var page = await Context.NewPageAsync();
        var response = await page.GotoAsync($"{Host.App}{WidgetHost.Prefix}/connect_complete?state=unknown");
        Assert.Equal(StatusCodes.Status400BadRequest, response!.Status);
        Assert.Equal("The session is not known.", await page.TextContentAsync("p"));
        await page.ClickAsync("text=Back");
        Assert.Equal($"{Host.App}/home", page.Url);
    }

    [Fact]
    public async Task Markup_of_a_stranger_in_a_page_leads_nowhere()
    {
        Host.OnConnect = http =>
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            return http.Response.WriteAsJsonAsync(new { data = new { redirect_url = "javascript:document.title='taken'", session = "s" } });
        };
        var page = await OpenAsync(new()
        {
            Body = $"""
                <a data-polytomic-session="s" href="{Host.Modal}">Landing</a>
                <button id="connect" data-polytomic-connect="http://127.0.0.1:{Host.Port}{WidgetHost.Prefix}/connections/connect" data-intent="i">Win</button>
                {WidgetPage.Script}
                """,
        });
        await page.ClickAsync("#connect");
        var error = await WaitForAsync(page, "error");
        Assert.Equal("network_error", error.GetProperty("detail").GetProperty("code").GetString());
        await page.WaitForTimeoutAsync(600); // longer than a completion page waits
        Assert.Equal($"{Host.App}/home", page.Url);
        Assert.Equal("Page", await page.TitleAsync());
        Assert.Empty(Host.ConnectRequests);
    }
}

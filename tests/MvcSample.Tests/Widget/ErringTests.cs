using Microsoft.AspNetCore.Http;

namespace MvcSample.Tests.Widget;

public sealed class ErringTests(BrowserFixture browser) : WidgetTest(browser)
{
    [Theory]
    [InlineData(400, "invalid_request")]
    [InlineData(400, "intent_invalid")]
    [InlineData(400, "session_invalid")]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "cross_site_request")]
    [InlineData(403, "integration_not_allowed")]
    [InlineData(403, "redirect_not_allowed")]
    [InlineData(403, "connection_not_allowed")]
    [InlineData(403, "organization_missing")]
    [InlineData(403, "forbidden")]
    [InlineData(404, "connection_not_found")]
    [InlineData(413, "request_too_large")]
    [InlineData(415, "unsupported_media_type")]
    [InlineData(422, "rejected_by_polytomic")]
    [InlineData(429, "rate_limited")]
    [InlineData(502, "polytomic_unauthorized")]
    [InlineData(502, "polytomic_failed")]
    [InlineData(503, "polytomic_unavailable")]
    [InlineData(504, "polytomic_timeout")]
    public async Task What_the_server_refuses_is_told_in_its_words(int status, string code)
    {
        Host.OnConnect = http => WidgetHost.ProblemAsync(http, status, code, $"This is {code}.");
        await AssertErrorAsync(code, $"This is {code}.");
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_a_network_error()
    {
        Host.OnConnect = http =>
        {
            http.Response.StatusCode = 502;
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync("<h1>Bad gateway</h1>");
        };
        await AssertErrorAsync("network_error", "The server could not be reached.");
    }

    [Fact]
    public async Task A_page_instead_of_an_answer_is_a_network_error()
    {
        Host.OnConnect = http => http.Response.WriteAsync("<h1>Please sign in</h1>");
        await AssertErrorAsync("network_error", "The server could not be reached.");
    }

    [Theory]
    [InlineData("{\"status\":500}")]
    [InlineData("null")]
    public async Task A_refusal_that_is_not_the_servers_own_is_a_network_error(string body)
    {
        Host.OnConnect = http =>
        {
            http.Response.StatusCode = 500;
            return http.Response.WriteAsync(body);
        };
        await AssertErrorAsync("network_error", "The server could not be reached.");
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_network_error()
    {
        Host.OnConnect = http => { http.Abort(); return Task.CompletedTask; };
        await AssertErrorAsync("network_error", "The server could not be reached.");
    }

    [Fact]
    public async Task Offline_is_a_network_error_and_the_next_click_works()
    {
        var page = await OpenAsync();
        await Context.SetOfflineAsync(true);
        await page.ClickAsync("#connect");
        var error = await WaitForAsync(page, "error");
        Assert.Equal("network_error", error.GetProperty("detail").GetProperty("code").GetString());

        await Context.SetOfflineAsync(false);
        var popup = await ClickAsync(page);
        await popup.ClickAsync("#finish");
        await WaitForAsync(page, "connected");
    }

    [Fact]
    public async Task A_sign_in_that_expired_while_waiting_is_told()
    {
        var page = await OpenAsync();
        await ClickAsync(page);
        Host.OnStatus = http => WidgetHost.ProblemAsync(http, 401, "unauthenticated", "Sign in again.");
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        var error = await WaitForAsync(page, "error");
        Assert.Equal("unauthenticated", error.GetProperty("detail").GetProperty("code").GetString());
        Assert.Equal("Sign in again.", await page.TextContentAsync("[role=status]"));
        Assert.Null(await page.GetAttributeAsync("#connect", "aria-busy"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_or_a_proxy_that_is_down_while_waiting_is_asked_again(bool proxy)
    {
        var page = await OpenAsync();
        var popup = await ClickAsync(page);
        Host.OnStatus = http =>
        {
            http.Response.StatusCode = 502;
            http.Response.ContentType = "text/html";
            return proxy ? http.Response.WriteAsync("<h1>Bad gateway</h1>") : WidgetHost.ProblemAsync(http, 503, "polytomic_unavailable", "Later.");
        };
        await popup.ClickAsync("#finish");
        await page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').some(e => e.name.includes('connect_status') && e.responseEnd)");
        Host.OnStatus = null;
        await WaitForAsync(page, "connected");
        Assert.DoesNotContain("error", await EventsAsync(page));
    }

    [Fact]
    public async Task A_popup_that_is_closed_while_the_session_is_asked_for_is_closed()
    {
        var answer = new TaskCompletionSource();
        Host.OnConnect = async http =>
        {
            await answer.Task;
            await Host.AnswerConnectAsync(http);
        };
        var page = await OpenAsync();
        var popup = await page.RunAndWaitForPopupAsync(() => page.ClickAsync("#connect"));
        await popup.CloseAsync();
        answer.SetResult();
        await WaitForAsync(page, "closed");
        Assert.Equal(["opening", "closed"], await EventsAsync(page));
    }

    [Fact]
    public async Task A_page_that_is_left_while_the_session_is_asked_for_leaves_no_popup_behind()
    {
        var answer = new TaskCompletionSource();
        Host.OnConnect = _ => answer.Task;
        var page = await OpenAsync();
        var popup = await page.RunAndWaitForPopupAsync(() => page.ClickAsync("#connect"));
        var closed = ClosedAsync(popup);
        await page.GotoAsync($"{Host.App}/elsewhere");
        await closed;
        answer.SetResult();
        Assert.True(popup.IsClosed);
    }

    private async Task AssertErrorAsync(string code, string sentence)
    {
        var page = await OpenAsync();
        var popup = await page.RunAndWaitForPopupAsync(() => page.ClickAsync("#connect"));
        var closed = ClosedAsync(popup);
        var error = await WaitForAsync(page, "error");
        await closed;
        Assert.Equal(code, error.GetProperty("detail").GetProperty("code").GetString());
        Assert.Equal(sentence, error.GetProperty("detail").GetProperty("error").GetString());
        Assert.Equal(sentence, await page.TextContentAsync("[role=status]"));
        Assert.Null(await page.GetAttributeAsync("#connect", "aria-busy"));
        Assert.Equal("connect", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(["opening", "error"], await EventsAsync(page));
    }
}

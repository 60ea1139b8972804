using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Testers;

public class HttpTypesTests
{
    [Fact]
    public async Task Csv_shows_the_columns_of_what_it_fetched()
    {
        await using var target = await WebTarget.StartAsync();
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("csv"));

        browser.Fill("URL", $"{target.Url}/moved");
        await browser.SubmitAsync();

        Assert.Contains("Columns: id, full, name, mail", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page", "no CSV file")]
    [InlineData("/nothing", "404 Not Found")]
    [InlineData("/loop", "redirected more than 5 times")]
    public async Task Csv_says_what_it_called_and_what_came(string path, string words)
    {
        await using var target = await WebTarget.StartAsync();
        await using var host = await SandboxHost.StartAsync();

        var answer = await TestAsync(host, "csv", $$"""{"url":"{{target.Url}}{{path}}?key=hush"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains($"GET {target.Url}{path}", answer.Message, StringComparison.Ordinal);
        Assert.Contains(words, answer.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "link-local")]
    [InlineData("file:///etc/passwd", "http")]
    [InlineData("http://127.0.0.1:1/", "127.0.0.1:1")]
    public async Task What_cannot_be_called_is_told(string url, string words)
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await TestAsync(host, "csv", $$"""{"url":"{{url}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(words, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/silent")]
    [InlineData("/dripping")]
    public async Task What_takes_too_long_is_left(string path)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var target = await WebTarget.StartAsync();
        await using var host = await SandboxHost.StartAsync(build: b => b.Services.AddSingleton<TimeProvider>(time));

        var test = TestAsync(host, "csv", $$"""{"url":"{{target.Url}}{{path}}"}""");
        await target.Waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(8));
        var answer = await test;

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"GET {target.Url}{path} took longer than 8 seconds.", answer.Message);
    }

    [Fact]
    public async Task A_file_without_an_end_is_read_to_a_limit()
    {
        await using var target = await WebTarget.StartAsync();
        await using var host = await SandboxHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await TestAsync(host, "csv", $$"""{"url":"{{target.Url}}/endless"}""")).Status);
    }

    [Fact]
    public async Task What_was_typed_is_sent_to_its_own_origin_only()
    {
        await using var target = await WebTarget.StartAsync();
        await using var host = await SandboxHost.StartAsync();

        await TestAsync(host, "csv", $$$"""
            {"url":"{{{target.Url}}}/away","headers":[{"name":"X-Team","value":"growth"}],"parameters":[{"name":"a b","value":"c&d"}],
             "auth":{"basic":{"username":"ada","password":"hush"},"header":{"name":"X-Key","value":"hush"} } }
            """);

        var requests = target.Requests.ToArray();
        Assert.Equal("/away?a%20b=c%26d", requests[0].Path);
        Assert.Equal("growth", requests[0].Headers["X-Team"].ToString());
        Assert.Equal("Basic " + Convert.ToBase64String("ada:hush"u8), requests[0].Headers.Authorization.ToString());
        Assert.False(requests[1].Headers.ContainsKey("X-Key") || requests[1].Headers.ContainsKey("Authorization") || requests[1].Headers.ContainsKey("X-Team"));
    }

    [Theory]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task Api_calls_its_health_check(string path, HttpStatusCode expected)
    {
        await using var target = await WebTarget.StartAsync();
        await using var host = await SandboxHost.StartAsync();

        var answer = await TestAsync(host, "api", $$"""{"url":"{{target.Url}}/v1","healthcheck":"{{path}}"}""");

        Assert.Equal(expected, answer.Status);
        Assert.True(expected == HttpStatusCode.OK || answer.Message!.Contains("503", StringComparison.Ordinal), answer.Message);
    }

    [Fact]
    public async Task Webhook_posts_a_test_that_its_secret_signs()
    {
        await using var target = await WebTarget.StartAsync();
        await using var host = await SandboxHost.StartAsync();

        var answer = await TestAsync(host, "webhook", $$"""{"url":"{{target.Url}}/hook","secret":"known"}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var request = Assert.Single(target.Requests);
        var parts = request.Headers["X-Sandbox-Signature"].ToString().Split(',').ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1]);
        var expected = Convert.ToHexString(HMACSHA256.HashData("known"u8, Encoding.UTF8.GetBytes($"{parts["t"]}.{request.Body}")));
        Assert.Equal(expected, parts["v1"], ignoreCase: true);
    }

    private static Task<ApiResult> TestAsync(SandboxHost host, string type, string configuration) =>
        host.PostAsync("connections/test", $$"""{"type":"{{type}}","configuration":{{configuration}}}""");
}

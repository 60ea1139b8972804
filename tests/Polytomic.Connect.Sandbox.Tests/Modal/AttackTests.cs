using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Modal;

/// <summary>What somebody may send to the modal that no form of it sends.</summary>
public class AttackTests
{
    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//evil.example")]
    [InlineData("/local")]
    [InlineData("http://a.example/\r\nSet-Cookie: a=b")]
    [InlineData("https://a.example/ ; url=https://evil.example")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_that_is_no_address_is_refused(string url)
    {
        await using var host = await SandboxHost.StartAsync();
        var answer = await host.PostAsync("connections/connect", new JsonObject { ["name"] = "A", ["redirect_url"] = url }.ToJsonString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Theory]
    [InlineData("https://a.example/?x=\"><script>alert(1)</script>")]
    [InlineData("https://a.example/;url=https://evil.example")]
    [InlineData("https://a.example/'onclick='x")]
    public async Task One_that_is_leads_there_and_nowhere_else(string url)
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("stripe", "<script>alert(1)</script>", new JsonObject { ["redirect_url"] = url }));
        Assert.DoesNotContain("<script>alert", browser.Html, StringComparison.Ordinal);
        browser.Fill("Secret key", "k");
        await browser.SubmitAsync();

        Assert.DoesNotContain("<script>alert", browser.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("'onclick", browser.Html, StringComparison.Ordinal);
        Assert.Equal($"1; url={url}", browser.Refresh);
    }

    [Theory]
    [InlineData("q=\"><script>alert(1)</script>")]
    [InlineData("type=<script>alert(1)</script>")]
    [InlineData("oauth=<script>alert(1)</script>")]
    [InlineData("token=<script>alert(1)</script>")]
    public async Task Nothing_of_the_query_becomes_markup(string query)
    {
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        var url = await host.StartSessionAsync(extra: new JsonObject { ["whitelist"] = new JsonArray("stripe", "csv") });
        await browser.OpenAsync($"{url}&{query}");
        Assert.DoesNotContain("<script>alert", browser.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connect/../../secret")]
    [InlineData("assets/../sandbox.css")]
    [InlineData("assets/logos/..%2f..%2fx.svg")]
    [InlineData("assets/logos/%3Cscript%3E.svg")]
    [InlineData("oauth/..%2f..%2fx/authorize")]
    [InlineData("api/connection_types/..%2f..%2findex")]
    [InlineData("api/connections/..%2fme")]
    public async Task No_path_leads_out(string path)
    {
        await using var host = await SandboxHost.StartAsync();
        using var response = await host.Api.GetAsync($"http://localhost/polytomic/{path}", TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode is 200 or 400 or 404, response.StatusCode.ToString());
        Assert.DoesNotContain("<script>", body.Replace("<script src", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "~csrf=x")]
    [InlineData("application/json", "{}")]
    [InlineData("application/x-www-form-urlencoded", "api_key=k")]
    [InlineData("application/x-www-form-urlencoded", "~csrf=&api_key=k")]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\nb")]
    public async Task What_another_site_posts_connects_nothing(string contentType, string body)
    {
        await using var host = await SandboxHost.StartAsync();
        var url = await host.StartSessionAsync("stripe");
        var browser = host.Browser();
        await browser.OpenAsync(url);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        await browser.SendAsync(HttpMethod.Post, new Uri(url), content);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Empty(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task A_body_without_end_is_not_read_to_it()
    {
        await using var host = await SandboxHost.StartAsync();
        var url = await host.StartSessionAsync("stripe");
        var browser = host.Browser();
        await browser.OpenAsync(url);
        using var content = new MultipartFormDataContent { { new ByteArrayContent(new byte[5 * 1024 * 1024]), "file", "f" } };
        await browser.SendAsync(HttpMethod.Post, new Uri(url), content);
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);

        using var many = new FormUrlEncodedContent(Enumerable.Range(0, 20_000).Select(i => KeyValuePair.Create($"k{i}", "v")));
        await browser.SendAsync(HttpMethod.Post, new Uri(url), many);
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.PostAsync("connections", $"{{\"name\":\"{new string('x', 1024 * 1024)}\"}}")).Status);
    }
}

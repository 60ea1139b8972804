using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Story;

/// <summary>Those who may connect nothing: Carol, and who is not signed in.</summary>
public sealed class NobodyTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    public static TheoryData<string> Requests => new()
    {
        """{"name":"x"}""",
        """{"name":"x","type":"postgresql"}""",
        """{"name":"x","type":"hubspot"}""",
        """{"name":"x","whitelist":["hubspot","salesforce"]}""",
    };

    [Fact]
    public async Task Carol_sees_no_button()
    {
        var carol = await SignInAsync("Carol");

        await Expect(carol.Page.GetByRole(AriaRole.Button, new() { Name = "connect" })).ToHaveCountAsync(0);
        await Expect(carol.Page.Locator("[data-polytomic-connect]")).ToHaveCountAsync(0);
        await Expect(carol.Page.GetByText("may not connect anything")).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_request_of_Carols_is_refused(string body)
    {
        var carol = await SignInAsync("Carol");

        var answer = await carol.Context.APIRequest.PostAsync("/_/api/connections/connect", new()
        {
            DataString = body,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        });

        Assert.Equal(403, answer.Status);
        Assert.Equal("integration_not_allowed", (await answer.JsonAsync())!.Value.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("POST", "/_/api/connections/connect")]
    [InlineData("GET", "/_/api/connection_types")]
    [InlineData("GET", "/_/api/connect_status?session=x")]
    public async Task Who_is_not_signed_in_is_told_so_as_JSON(string method, string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), App.Url + path);
        if (method == "POST")
        {
            request.Content = JsonContent.Create(new { name = "x" });
        }

        using var answer = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("unauthenticated", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Pages_ask_who_is_not_signed_in_to_sign_in_and_go_on_then()
    {
        var visitor = await VisitAsync();

        await visitor.Page.GotoAsync("/tutorial");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as Bob" }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Tutorial" })).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visitor.Page.GotoAsync("/");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as Bob" })).ToBeVisibleAsync();
    }
}

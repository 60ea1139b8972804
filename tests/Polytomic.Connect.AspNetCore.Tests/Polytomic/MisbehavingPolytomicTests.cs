using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

public class MisbehavingPolytomicTests
{
    private const string Ask = """{"name":"Mine","type":"postgresql"}""";

    public static TheoryData<string> Misbehaviours => Misbehaviour.Names;

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task Is_answered_for_as_promised(string name)
    {
        var misbehaviour = Misbehaviour.All[name];
        await using var polytomic = new RawPolytomic(misbehaviour.Answer);
        await using var app = await StartAsync(polytomic.Address, new() { ["PolytomicConnect:Timeout"] = misbehaviour.Status == 504 ? "00:00:10" : "00:01:00" });

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        await ConnectApp.AssertRefusedAsync(response, misbehaviour.Status, misbehaviour.Code!);
        var tries = polytomic.Requests;
        Assert.Equal(misbehaviour.Tries, tries.Count);
        Assert.All(tries, request => Assert.Equal("Bearer " + ConnectApp.Token, request.Headers["Authorization"]));
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Assert.Single(tries.Select(request => request.Headers["Idempotency-Key"]).Distinct()));
        Assert.Single(tries.Select(request => request.Body).Distinct());
        Assert.Equal(misbehaviour.Status == 503, response.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task Nobody_there_is_a_failure()
    {
        await using var app = await StartAsync(RawPolytomic.NobodyThere());

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        await ConnectApp.AssertRefusedAsync(response, 502, "polytomic_failed");
    }

    [Theory]
    [InlineData("409 Conflict")]
    [InlineData("429 Too Many Requests")]
    [InlineData("503 Service Unavailable")]
    public async Task A_trouble_that_passes_is_not_noticed(string trouble)
    {
        var tries = 0;
        await using var polytomic = new RawPolytomic(exchange => Interlocked.Increment(ref tries) < 3
            ? exchange.AnswerAsync(trouble, "")
            : exchange.AnswerAsync("200 OK", $$$"""{"data":{"redirect_url":"{{{Misbehaviour.ModalAddress}}}"}}"""));
        await using var app = await StartAsync(polytomic.Address);

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, polytomic.Starts.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task As_often_as_configured_and_no_more(int attempts)
    {
        await using var polytomic = RawPolytomic.Answering("500 Internal Server Error");
        await using var app = await StartAsync(polytomic.Address, new()
        {
            ["PolytomicConnect:MaxAttempts"] = attempts.ToString(),
            ["PolytomicConnect:Timeout"] = "00:00:30",
        });

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        await ConnectApp.AssertRefusedAsync(response, 502, "polytomic_failed");
        Assert.Equal(attempts, polytomic.Starts.Count);
    }

    [Theory]
    [InlineData("""{"message":"The name is taken."}""", "The name is taken.")]
    [InlineData("""{"error":"The name is taken."}""", "The name is taken.")]
    [InlineData("""{"error":"old","message":"new"}""", "new")]
    [InlineData("""{"message":null,"error":"old"}""", "old")]
    [InlineData("""{"message":{"text":"deep"},"error":"old"}""", "old")]
    [InlineData("""{"message":"  ","error":"old"}""", "old")]
    [InlineData("""{"message":"\ud800","error":"old"}""", "old")]
    [InlineData("""{"message":"two\r\nlines\u0000"}""", "two  lines")]
    [InlineData("""{"message":"<script>alert(1)</script>"}""", "<script>alert(1)</script>")]
    [InlineData("""{"status":422,"key":"k"}""", null)]
    [InlineData("""["message"]""", null)]
    [InlineData("\"message\"", null)]
    [InlineData("", null)]
    [InlineData("<html>", null)]
    [InlineData("""{"message":"cut""", null)]
    [InlineData("""{"message":"bad key secret-token-1234567890!"}""", null)]
    [InlineData("""{"message":"bad key SECRET-TOKEN-1234567890!"}""", null)]
    [InlineData("""{"message":"bad key secret\u002dtoken-1234567890!","error":"old"}""", "old")]
    public async Task The_reason_of_a_refusal_reaches_the_user_in_whatever_form_it_comes(string body, string? reason)
    {
        foreach (var status in (string[])["400 Bad Request", "422 Unprocessable Entity"])
        {
            await using var polytomic = RawPolytomic.Answering(status, body);
            await using var app = await StartAsync(polytomic.Address);

            using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

            var problem = await ConnectApp.JsonOf(response);
            Assert.Equal(422, (int)response.StatusCode);
            Assert.Equal(reason ?? "Polytomic refused the request.", problem["error"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData(ConnectApp.Token)]
    [InlineData("c2VjcmV0LXRva2VuLTEyMzQ1Njc4OTA6")]
    public async Task A_reason_that_repeats_the_key_is_none_in_whichever_form(string key)
    {
        await using var polytomic = RawPolytomic.Answering("422 Unprocessable Entity", $$"""{"message":"bad key {{key}}"}""");
        await using var app = await StartAsync(polytomic.Address, new() { ["PolytomicConnect:TokenScheme"] = "Basic" });

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        Assert.EndsWith(" c2VjcmV0LXRva2VuLTEyMzQ1Njc4OTA6", polytomic.Requests[0].Headers["Authorization"]);
        Assert.Equal("Polytomic refused the request.", (await ConnectApp.JsonOf(response))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Cookies_of_Polytomic_are_not_kept_for_they_would_go_along_with_the_next_customers_calls()
    {
        await using var polytomic = RawPolytomic.Answering("200 OK", $$$"""{"data":{"redirect_url":"{{{Misbehaviour.ModalAddress}}}"}}""", "Set-Cookie: customer=first; Path=/");
        await using var app = await StartAsync(polytomic.Address);

        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        await ConnectApp.SessionAsync(app.ClientOf("bob"));

        Assert.Equal(2, polytomic.Starts.Count);
        Assert.DoesNotContain(polytomic.Starts, start => start.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task A_reason_is_not_cut_through_a_character()
    {
        await using var polytomic = RawPolytomic.Answering("422 Unprocessable Entity", $$"""{"message":"{{new string('x', 499)}}🦄"}""");
        await using var app = await StartAsync(polytomic.Address);

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        await ConnectApp.AssertRefusedAsync(response, 422, "rejected_by_polytomic");
        Assert.Equal(new string('x', 499), (await ConnectApp.JsonOf(response))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_long_reason_is_cut()
    {
        await using var polytomic = RawPolytomic.Answering("422 Unprocessable Entity", $$"""{"message":"{{new string('x', 10_000)}}"}""");
        await using var app = await StartAsync(polytomic.Address);

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        Assert.Equal(500, (await ConnectApp.JsonOf(response))["error"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = RawPolytomic.Answering("200 OK", $$$"""{"data":{"redirect_url":"{{{Misbehaviour.ModalAddress}}}"}}""");
        await using var polytomic = RawPolytomic.Answering("301 Moved Permanently", "", $"Location: {elsewhere.Address}/api/connections/connect");
        await using var app = await StartAsync(polytomic.Address);

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        await ConnectApp.AssertRefusedAsync(response, 502, "polytomic_failed");
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Trouble_of_the_apps_own_making_in_the_http_client_is_a_failure_too()
    {
        await using var polytomic = RawPolytomic.Answering("200 OK");
        await using var app = await StartAsync(polytomic.Address, connect: connect => connect.HttpClient.AddHttpMessageHandler(() => new Broken()));

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        await ConnectApp.AssertRefusedAsync(response, 502, "polytomic_failed");
        Assert.Contains("NotSupportedException", app.Logs.All);
    }

    private static Task<ConnectApp> StartAsync(string address, Dictionary<string, string?>? settings = null, Action<PolytomicConnectBuilder>? connect = null) =>
        ConnectApp.StartAsync(
            new(settings ?? [])
            {
                ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
                ["PolytomicConnect:ModalOrigins:0"] = "https://modal.example",
            },
            connect,
            builder => builder.Services.AddSingleton<TimeProvider>(new FastTime()),
            upstream: address);

    private sealed class Broken : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new NotSupportedException(request.Headers.Authorization!.ToString());
    }
}

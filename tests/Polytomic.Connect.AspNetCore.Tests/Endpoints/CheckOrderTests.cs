using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>Of all that is wrong with a request, the first thing is told, in one fixed order.</summary>
public class CheckOrderTests
{
    [Fact]
    public async Task Each_check_comes_before_the_next()
    {
        await using var app = await ConnectApp.StartAsync(
            new()
            {
                ["PolytomicConnect:Policies:Pro:Claims:0:Type"] = "plan",
                ["PolytomicConnect:Policies:Pro:Claims:0:Values:0"] = "pro",
                ["PolytomicConnect:Policies:Pro:Integrations:0"] = "postgresql",
                ["PolytomicConnect:RateLimit:PermitLimit"] = "1",
            },
            builder: builder => builder.Services.AddAuthorizationBuilder().AddPolicy("Member", policy => policy.RequireClaim("member")),
            map: app => app.MapPolytomicConnect().RequireAuthorization("Member"));
        var evil = new[] { ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example") };
        var own = new[] { ("Sec-Fetch-Site", "same-origin") };
        var (large, form, badMember) = (new string(' ', 17 * 1024), """{"name": """, """{"name":"x","organization_id":"o"}""");
        var sealedByNobody = """{"intent":"x"}""";
        var (foreignType, foreignRedirect) = ("""{"name":"x","type":"hubspot"}""", """{"name":"x","type":"postgresql","redirect_url":"https://evil.example/"}""");
        const string Pro = "alice; member=yes; plan=pro";

        // Each step mends what the step before was refused for.
        await RefusedAsync(401, "unauthenticated", null, evil, Ask.Json(large, "text/html"));
        await RefusedAsync(403, "cross_site_request", "alice", evil, Ask.Json(large, "text/html"));
        await RefusedAsync(403, "forbidden", "alice", own, Ask.Json(large, "text/html"));
        await RefusedAsync(415, "unsupported_media_type", "alice; member=yes", own, Ask.Json(large, "text/html"));
        await RefusedAsync(413, "request_too_large", "alice; member=yes", own, Ask.Json(large));
        await RefusedAsync(400, "invalid_request", "alice; member=yes", own, Ask.Json(form));
        await RefusedAsync(400, "invalid_request", "alice; member=yes", own, Ask.Json(badMember));
        await RefusedAsync(400, "invalid_request", "alice; member=yes", [.. own, ("Idempotency-Key", "not a key")], Ask.Json(sealedByNobody));
        await RefusedAsync(400, "intent_invalid", "alice; member=yes", own, Ask.Json(sealedByNobody));
        await RefusedAsync(403, "integration_not_allowed", "alice; member=yes", own, Ask.Json(foreignRedirect));
        Assert.Empty(app.Polytomic.Requests);

        using var first = await app.SendAsync("POST", Ask.Connect, Pro, own);
        Assert.Equal(200, (int)first.StatusCode);
        await RefusedAsync(403, "integration_not_allowed", Pro, own, Ask.Json(foreignType));
        await RefusedAsync(403, "redirect_not_allowed", Pro, own, Ask.Json(foreignRedirect));
        app.Polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(new(System.Net.HttpStatusCode.InternalServerError));
        await RefusedAsync(429, "rate_limited", Pro, own, Ask.Json(Ask.Postgres));
        Assert.Single(app.Polytomic.Requests);

        async Task RefusedAsync(int status, string code, string? user, (string, string)[] headers, HttpContent body) =>
            await ConnectApp.AssertRefusedAsync(await app.SendAsync("POST", Ask.Connect, user, headers, body), status, code);
    }

    [Fact]
    public async Task The_limit_says_when_it_ends()
    {
        await using var app = await ConnectApp.StartAsync(new()
        {
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            ["PolytomicConnect:RateLimit:PermitLimit"] = "2",
            ["PolytomicConnect:RateLimit:Window"] = "00:00:40",
        });
        var alice = app.ClientOf("alice");
        await ConnectApp.SessionAsync(alice);
        await ConnectApp.SessionAsync(alice);

        using var response = await ConnectApp.StartSessionAsync(alice, Ask.Postgres);

        await ConnectApp.AssertRefusedAsync(response, 429, "rate_limited");
        Assert.InRange(int.Parse(response.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 30, 40);
        await ConnectApp.SessionAsync(app.ClientOf("bob"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("k;1")]
    [InlineData("ü")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task An_idempotency_key_that_is_none_is_refused(string key)
    {
        await using var app = await ConnectApp.StartAsync();

        using var response = await app.SendAsync("POST", Ask.Connect, "alice", [("Idempotency-Key", key)]);

        await ConnectApp.AssertRefusedAsync(response, 400, "invalid_request");
        Assert.Contains("Idempotency-Key", await response.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(app.Polytomic.Requests);
    }

    [Fact]
    public async Task Two_idempotency_keys_are_refused()
    {
        await using var app = await ConnectApp.StartAsync();

        using var response = await app.SendAsync("POST", Ask.Connect, "alice", [("Idempotency-Key", "a"), ("Idempotency-Key", "a")]);

        await ConnectApp.AssertRefusedAsync(response, 400, "invalid_request");
    }

    [Theory]
    [InlineData("GET", Ask.Connect)]
    [InlineData("PUT", Ask.Connect)]
    [InlineData("DELETE", Ask.Connect)]
    [InlineData("POST", Ask.Status)]
    [InlineData("POST", Ask.Types)]
    [InlineData("POST", Ask.Complete)]
    [InlineData("POST", Ask.Script)]
    public async Task Other_methods_get_nowhere(string method, string path)
    {
        await using var app = await ConnectApp.StartAsync();

        using var response = await app.SendAsync(method, path, "alice");

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Empty(app.Polytomic.Requests);
    }
}

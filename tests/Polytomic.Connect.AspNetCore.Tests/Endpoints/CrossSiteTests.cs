using System.Text;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>From where the endpoints may be called: every combination of what browsers say about it.</summary>
public class CrossSiteTests
{
    private const string Own = "https://app.example";
    private const string Partner = "https://partner.example";
    private const string Evil = "https://evil.example";

    private static readonly string?[] _sites = [null, "same-origin", "none", "same-site", "cross-site", "SAME-ORIGIN", "same-origin, cross-site", "x"];

    private static readonly string?[] _origins =
    [
        null, Own, Partner, Evil, "null", "NULL", Partner + ".evil.example", Partner + ":8443", Partner + "/", "http://partner.example", "HTTPS://PARTNER.EXAMPLE",
        "https://evil.example/https://partner.example", Own + ", " + Evil, Own + ":443", "http://app.example", "file://", "*",
    ];

    private static readonly string?[] _contentTypes =
        ["application/json", "application/json; charset=utf-8", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", null];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_starts_only_for_the_apps_own_pages_and_those_of_allowed_origins(bool partnerIsAllowed)
    {
        await using var app = await ConnectApp.StartAsync(Settings(partnerIsAllowed));
        var wrong = new StringBuilder();
        foreach (var site in _sites)
        {
            foreach (var origin in _origins)
            {
                foreach (var contentType in _contentTypes)
                {
                    using var response = await app.SendAsync("POST", Ask.Connect, "alice", Headers(site, origin), Content(contentType));
                    var expected = ExpectedStart(Caller(site, origin, partnerIsAllowed), contentType);
                    var seen = ((int)response.StatusCode, response.Header("Access-Control-Allow-Origin"));
                    if (seen != expected)
                    {
                        wrong.AppendLine($"Sec-Fetch-Site: {site ?? "-"}; Origin: {origin ?? "-"}; {contentType ?? "no type"}: {seen}, not {expected}");
                    }
                }
            }
        }

        Assert.Equal("", wrong.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task So_does_reading(bool partnerIsAllowed)
    {
        await using var app = await ConnectApp.StartAsync(Settings(partnerIsAllowed));
        var wrong = new StringBuilder();
        foreach (var (path, good) in (IEnumerable<(string, int)>)[(Ask.Types, 200), (Ask.Status + "?session=x", 400)])
        {
            foreach (var site in _sites)
            {
                foreach (var origin in _origins)
                {
                    using var response = await app.SendAsync("GET", path, "alice", Headers(site, origin));
                    var caller = Caller(site, origin, partnerIsAllowed);
                    var expected = (caller == "foreign" ? 403 : good, caller == "partner" ? Partner : null);
                    var seen = ((int)response.StatusCode, response.Header("Access-Control-Allow-Origin"));
                    if (seen != expected)
                    {
                        wrong.AppendLine($"{path}; Sec-Fetch-Site: {site ?? "-"}; Origin: {origin ?? "-"}: {seen}, not {expected}");
                    }
                }
            }
        }

        Assert.Equal("", wrong.ToString());
    }

    [Fact]
    public async Task A_page_of_another_site_always_gets_the_same_answer()
    {
        await using var app = await ConnectApp.StartAsync(new()
        {
            ["PolytomicConnect:Policies:Marketing:Roles:0"] = "marketing",
            ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "hubspot",
            ["PolytomicConnect:RateLimit:PermitLimit"] = "1",
        });
        await ConnectApp.SessionAsync(app.ClientOf("bob; role=marketing"), """{"name":"x","type":"hubspot"}""");
        var calls = app.Polytomic.Requests.Count;
        var session = "x";
        HttpContent[] bodies =
        [
            Ask.Json("""{"name":"x","type":"hubspot"}"""), Ask.Json("""{"name":"x","type":"postgresql"}"""), Ask.Json("{"), Ask.Json(new string(' ', 20_000)),
            Ask.Json("{}", "application/xml"), Ask.Json("""{"intent":"x"}"""), Ask.Json("""{"connection":"x"}"""), Ask.Json("""{"name":"x","redirect_url":"https://evil.example"}"""),
        ];
        var answers = new HashSet<string>();
        foreach (var user in (string[])["bob; role=marketing", "carol", "; role=marketing"])
        {
            foreach (var body in bodies)
            {
                answers.Add(await AnswerAsync("POST", Ask.Connect, user, body));
            }

            answers.Add(await AnswerAsync("GET", Ask.Types, user, null));
            answers.Add(await AnswerAsync("GET", Ask.Status, user, null));
            answers.Add(await AnswerAsync("GET", Ask.Status + "?session=" + session, user, null));
        }

        var answer = Assert.Single(answers);
        Assert.StartsWith("403 ", answer, StringComparison.Ordinal);
        Assert.Contains("cross_site_request", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer, StringComparison.Ordinal);
        Assert.Equal(calls, app.Polytomic.Requests.Count);

        async Task<string> AnswerAsync(string method, string path, string user, HttpContent? body)
        {
            using var response = await app.SendAsync(method, path, user, Headers("cross-site", Evil), body is null ? null : Ask.Json(await body.ReadAsStringAsync(), body.Headers.ContentType!.ToString()));
            return $"{(int)response.StatusCode} {response.Headers}{response.Content.Headers}{await response.TextAsync()}";
        }
    }

    [Fact]
    public async Task No_answer_is_for_another_site_to_load_as_something_else()
    {
        await using var app = await ConnectApp.StartAsync();
        foreach (var (method, path) in ((string, string)[])[.. Ask.Guarded, ("GET", Ask.Complete)])
        {
            foreach (var user in (string?[])["alice", null])
            {
                using var response = await app.SendAsync(method, path, user);
                Assert.Equal("same-origin", response.Header("Cross-Origin-Resource-Policy"));
                Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
                Assert.Equal("DENY", response.Header("X-Frame-Options"));
            }
        }
    }

    [Fact]
    public async Task Refusals_and_failures_can_be_read_by_the_page_of_an_allowed_origin()
    {
        await using var app = await ConnectApp.StartAsync(new(Settings(partnerIsAllowed: true)) { ["PolytomicConnect:RateLimit:PermitLimit"] = "1" });
        var headers = Headers("cross-site", Partner);

        foreach (var (user, path, method, body, status) in (IEnumerable<(string?, string, string, HttpContent?, int)>)
        [
            (null, Ask.Connect, "POST", null, 401),
            (null, Ask.Types, "GET", null, 401),
            ("; role=x", Ask.Connect, "POST", null, 403),
            ("alice", Ask.Connect, "POST", Ask.Json("{"), 400),
            ("alice", Ask.Connect, "POST", Ask.Json("{}", "text/plain"), 415),
            ("alice", Ask.Connect, "POST", Ask.Json(new string(' ', 20_000)), 413),
            ("alice", Ask.Connect, "POST", null, 200),
            ("alice", Ask.Connect, "POST", null, 429),
            ("alice", Ask.Status, "GET", null, 400),
        ])
        {
            using var response = await app.SendAsync(method, path, user, headers, body);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(Partner, response.Header("Access-Control-Allow-Origin"));
            Assert.Equal("true", response.Header("Access-Control-Allow-Credentials"));
            Assert.Equal("Retry-After", response.Header("Access-Control-Expose-Headers"));
            Assert.Contains("Origin", response.Header("Vary"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_header_that_comes_twice_is_refused()
    {
        await using var app = await ConnectApp.StartAsync(Settings(partnerIsAllowed: true));

        foreach (var headers in (IEnumerable<(string, string)[]>)
        [
            [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
            [("Origin", Partner), ("Origin", Evil)],
            [("Origin", Own), ("Origin", Own)],
        ])
        {
            using var response = await app.SendAsync("POST", Ask.Connect, "alice", headers);
            await ConnectApp.AssertRefusedAsync(response, 403, "cross_site_request");
        }
    }

    [Fact]
    public async Task A_form_of_another_site_is_answered_with_a_page()
    {
        await using var app = await ConnectApp.StartAsync();

        using var response = await app.SendAsync("POST", Ask.Connect, "alice", Headers("cross-site", Evil), Ask.Form(("intent", "x")));

        Assert.Equal((403, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
    }

    private static Dictionary<string, string?> Settings(bool partnerIsAllowed)
    {
        var settings = new Dictionary<string, string?>
        {
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            ["PolytomicConnect:RateLimit:PermitLimit"] = "0",
        };
        if (partnerIsAllowed)
        {
            settings["PolytomicConnect:AllowedOrigins:0"] = Partner;
        }

        return settings;
    }

    private static string Caller(string? site, string? origin, bool partnerIsAllowed)
    {
        var isPartner = partnerIsAllowed && origin == Partner;
        return origin == "null" ? "foreign"
            : site is "same-origin" ? "own"
            : isPartner ? "partner"
            : site is null or "none" && origin is null or Own ? "own"
            : "foreign";
    }

    private static (int, string?) ExpectedStart(string caller, string? contentType) => (caller, contentType?.Split(';')[0]) switch
    {
        ("foreign", _) => (403, null),
        ("own", "application/json" or "text/plain") => (200, null),
        ("own", "application/x-www-form-urlencoded") => (400, null),
        ("own", _) => (415, null),
        (_, "application/json") => (200, Partner),
        (_, "application/x-www-form-urlencoded") => (400, Partner),
        _ => (415, Partner),
    };

    private static (string, string)[] Headers(string? site, string? origin) =>
        [.. new[] { ("Sec-Fetch-Site", site), ("Origin", origin) }.Where(header => header.Item2 is not null).Select(header => (header.Item1, header.Item2!))];

    private static HttpContent Content(string? contentType)
    {
        if (contentType?.StartsWith("application/x-www", StringComparison.Ordinal) == true)
        {
            return Ask.Form(("intent", "x"));
        }

        var content = Ask.Json(Ask.Postgres);
        content.Headers.Remove("Content-Type");
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

public class CircuitTests
{
    private const string Ask = """{"name":"Mine","type":"postgresql"}""";

    private readonly FakePolytomic _polytomic = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task Opens_when_all_fails_and_closes_by_itself(int status)
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        _polytomic.Intercept = (_, _) => Answer(status);
        await FailAsync(alice, 10, 502, "polytomic_failed");

        // Open: nothing is sent any more.
        var sent = _polytomic.Starts.Count;
        using var refused = await ConnectApp.StartSessionAsync(alice, Ask);
        await ConnectApp.AssertRefusedAsync(refused, 503, "polytomic_unavailable");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.Equal(sent, _polytomic.Starts.Count);
        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Level >= LogLevel.Error && entry.Id != 1307);

        // Polytomic is well again.
        _polytomic.Intercept = null;
        _time.Advance(refused.Headers.RetryAfter.Delta.Value + TimeSpan.FromSeconds(1));
        await ConnectApp.SessionAsync(alice);
        await ConnectApp.SessionAsync(alice);
        Assert.Contains("[1307]", app.Logs.All);
        Assert.Contains("[1308]", app.Logs.All);
    }

    [Fact]
    public async Task Opens_when_nothing_is_ever_answered()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        _polytomic.Intercept = async (_, cancelled) =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(System.Threading.Timeout.Infinite, cancelled);
            return null;
        };
        await FailAsync(alice, 10, 504, "polytomic_timeout");

        using var refused = await ConnectApp.StartSessionAsync(alice, Ask);

        await ConnectApp.AssertRefusedAsync(refused, 503, "polytomic_unavailable");
    }

    [Fact]
    public async Task A_trial_that_fails_keeps_it_open()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        _polytomic.Intercept = (_, _) => Answer(500);
        await FailAsync(alice, 10, 502, "polytomic_failed");

        _time.Advance(TimeSpan.FromSeconds(6));
        await FailAsync(alice, 1, 502, "polytomic_failed");

        await FailAsync(alice, 1, 503, "polytomic_unavailable");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(422)]
    [InlineData(429)]
    public async Task What_is_a_callers_own_trouble_does_not_open_it(int status)
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        _polytomic.Intercept = (_, _) => Answer(status);

        for (var i = 0; i < 40; i++)
        {
            using var response = await ConnectApp.StartSessionAsync(alice, Ask);
            Assert.False(response.IsSuccessStatusCode);
        }

        Assert.Equal(40, _polytomic.Starts.Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task One_organizations_bad_key_does_not_stop_another(int status)
    {
        await using var app = await StartAsync(connect => connect.AddCredentialProvider<KeyOfOrganization>());
        _polytomic.Intercept = (sent, _) => sent.Authorization!.EndsWith("key-of-bad", StringComparison.Ordinal) ? Answer(status) : Task.FromResult<HttpResponseMessage?>(null);
        for (var i = 0; i < 40; i++)
        {
            using var response = await ConnectApp.StartSessionAsync(app.ClientOf("mallory; org=bad"), Ask);
            Assert.False(response.IsSuccessStatusCode);
            await ConnectApp.SessionAsync(app.ClientOf("alice; org=good"));
        }
    }

    private Task<ConnectApp> StartAsync(Action<PolytomicConnectBuilder>? connect = null) => ConnectApp.StartAsync(
        new()
        {
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            ["PolytomicConnect:MaxAttempts"] = "1",
            ["PolytomicConnect:Timeout"] = "00:00:02",
            ["PolytomicConnect:RateLimit:PermitLimit"] = "0",
            ["PolytomicConnect:OrganizationClaim"] = connect is null ? null : "org",
        },
        connect,
        builder => builder.Services.AddSingleton<TimeProvider>(_time),
        polytomic: _polytomic);

    private static Task<HttpResponseMessage?> Answer(int status) => Task.FromResult<HttpResponseMessage?>(new HttpResponseMessage((HttpStatusCode)status));

    private static async Task FailAsync(HttpClient client, int times, int status, string code)
    {
        for (var i = 0; i < times; i++)
        {
            using var response = await ConnectApp.StartSessionAsync(client, Ask);
            await ConnectApp.AssertRefusedAsync(response, status, code);
        }
    }

    private sealed class KeyOfOrganization : IPolytomicCredentialProvider
    {
        public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken) =>
            new(new PolytomicCredential("key-of-" + context.OrganizationId, context.OrganizationId));
    }
}

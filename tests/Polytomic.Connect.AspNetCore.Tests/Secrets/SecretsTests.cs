using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Polytomic;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Secrets;

/// <summary>
/// Everything that leaves the product but for Polytomic itself, whatever goes wrong: no key in it, and in what is kept no seal. The host's own
/// record of requests has query strings, and so seals, in it: that is the host's.
/// </summary>
[Collection(nameof(Undisturbed))]
public sealed partial class SecretsTests : IDisposable
{
    private const string Key = "pk-Zq7/Very+Secret=93kd";

    private static readonly string BasicKey = Convert.ToBase64String(Encoding.UTF8.GetBytes(Key + ":"));

    private readonly Witness _witness = new();
    private readonly HashSet<string> _seals = [];

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Basic")]
    public async Task Are_nowhere_to_be_seen_when_Polytomic_misbehaves(string scheme)
    {
        foreach (var misbehaviour in Misbehaviour.All.Values.Concat(Echoes()).Chunk(16))
        {
            await Task.WhenAll(misbehaviour.Select(one => MisbehaveAsync(one.Answer, scheme)));
        }

        AssertNothingLeaked();
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Basic")]
    public async Task Are_nowhere_to_be_seen_when_all_goes_well(string scheme)
    {
        await using var polytomic = ConnectionLists.Polytomic((exchange, made) => exchange.Request.Path.EndsWith("connections", StringComparison.Ordinal)
            ? exchange.AnswerAsync("200 OK", $$"""{"data":[{{made}}]}""")
            : exchange.AnswerAsync("200 OK", exchange.Request.Path.EndsWith("/me", StringComparison.Ordinal) ? """{"data":{"id":"u"}}""" : """{"data":[{"id":"postgresql"}]}"""));
        await using var app = await StartAsync(polytomic.Address, scheme, timeout: "00:05:00");
        var alice = app.ClientOf("alice");

        var intent = await alice.GetStringAsync("/button", TestContext.Current.CancellationToken);
        _seals.Add(intent);
        var session = await ConnectApp.SessionAsync(alice, $$"""{"intent":"{{intent}}"}""");
        _seals.Add(session);
        await AskAsync(alice, "/_/api/connect_status?session=" + session);
        await AskAsync(alice, "/_/api/connect_complete?state=" + session);
        await AskAsync(alice, "/_/api/connection_types");
        await AskAsync(app.ClientOf("bob"), "/_/api/connect_status?session=" + session);
        await AskAsync(app.ClientOf("bob"), "/_/api/connect_complete?state=" + session);
        await AskAsync(alice, "/_/api/connect_status?session=" + session[..^4]);
        using var refused = await ConnectApp.StartSessionAsync(app.ClientOf("bob"), $$"""{"intent":"{{intent}}"}""");
        await NoteAsync(refused);
        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        NoteLogs(app);
        Assert.Contains(_witness.Seen, seen => seen.Source == "answer" && seen.Text.Contains("\"connected\"", StringComparison.Ordinal));
        AssertNothingLeaked();
    }

    [Fact]
    public async Task Of_a_credential_provider_stay_where_they_are()
    {
        await using var polytomic = RawPolytomic.Answering("500 Internal Server Error");
        await using var app = await StartAsync(polytomic.Address, "Bearer", connect => connect.AddCredentialProvider<Careless>());
        foreach (var user in (string[])["throws", "line", "blank", "none", "organization", "hangs"])
        {
            using var response = await ConnectApp.StartSessionAsync(app.ClientOf(user), """{"name":"Mine","type":"postgresql"}""");
            await ConnectApp.AssertRefusedAsync(response, 403, "organization_missing");
            await NoteAsync(response);
        }

        NoteLogs(app);
        Assert.Empty(polytomic.Requests);
        Assert.DoesNotContain(_witness.Seen, seen => !seen.Source.StartsWith("exception", StringComparison.Ordinal) && Leaks(seen.Text));
        Assert.Equal(6, app.Logs.Entries.Count(entry => entry.Id is 1311 or 1312));
    }

    [Fact]
    public void Of_a_credential_are_not_in_its_text() => Assert.DoesNotContain(Key, new PolytomicCredential(Key, "o").ToString());

    public void Dispose() => _witness.Dispose();

    private async Task MisbehaveAsync(Func<RawExchange, Task> answer, string scheme)
    {
        await using var polytomic = new RawPolytomic(answer);
        await using var app = await StartAsync(polytomic.Address, scheme);
        var alice = app.ClientOf("alice");
        using var response = await ConnectApp.StartSessionAsync(alice, """{"name":"Mine","type":"postgresql"}""");
        await NoteAsync(response);
        await AskAsync(alice, "/_/api/connection_types");
        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        _witness.Note("health", string.Join(' ', report.Entries.Values.Select(entry => entry.Description + entry.Exception + string.Join(' ', entry.Data))));
        foreach (var start in polytomic.Starts)
        {
            Assert.Equal(scheme == "Basic" ? "Basic " + BasicKey : "Bearer " + Key, start.Headers["Authorization"]);
            lock (_seals)
            {
                _seals.Add(Seal().Match(JsonNode.Parse(start.Body)!["redirect_url"]!.GetValue<string>()).Groups[1].Value);
            }
        }

        NoteLogs(app);
    }

    /// <summary>Answers that say back what they were sent, in every place that has room for it.</summary>
    private static IEnumerable<Misbehaviour> Echoes() =>
        from status in (string[])["200", "301", "400", "401", "422", "429", "500"]
        select new Misbehaviour(
            exchange =>
            {
                var key = exchange.Request.Headers["Authorization"];
                return exchange.AnswerAsync(
                    $"{status} {key}",
                    $$$"""{"error":"{{{key}}}","message":"{{{key.Split(' ')[1]}}} {{{Key}}}","data":{"redirect_url":"https://modal.example.{{{key[..5]}}}/{{{Uri.EscapeDataString(key)}}}"}}""",
                    $"Location: https://elsewhere.example/?key={Uri.EscapeDataString(key)}",
                    $"Retry-After: {key}",
                    $"X-Echo: {key}");
            },
            0,
            null,
            0);

    private static Task<ConnectApp> StartAsync(string address, string scheme, Action<PolytomicConnectBuilder>? connect = null, string timeout = "00:00:10") => ConnectApp.StartAsync(
        new(ConnectionLists.Settings())
        {
            ["PolytomicConnect:Token"] = Key,
            ["PolytomicConnect:TokenScheme"] = scheme,
            ["PolytomicConnect:Timeout"] = timeout,
        },
        connect,
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(new FastTime());
            builder.Services.AddHealthChecks().AddPolytomicConnect();
        },
        app =>
        {
            app.MapPolytomicConnect();
            app.MapGet("/button", async context =>
            {
                var buttons = context.RequestServices.GetRequiredService<ConnectButtons>();
                var button = await buttons.PrepareAsync(context, new ConnectRequest { Name = "Mine", Type = "postgresql" });
                await context.Response.WriteAsync(button.Intent!);
            });
        },
        upstream: address);

    private async Task AskAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        await NoteAsync(response);
    }

    private async Task NoteAsync(HttpResponseMessage response) =>
        _witness.Note("answer", $"{response} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");

    private void NoteLogs(ConnectApp app)
    {
        foreach (var entry in app.Logs.Entries)
        {
            _witness.Note("log " + entry.Category, $"{entry.Text} {entry.Values}");
        }
    }

    private void AssertNothingLeaked()
    {
        var seen = _witness.Seen.ToList();
        foreach (var kind in (string[])["log Polytomic.Connect", "activity System.Net.Http", "activity Polytomic.Connect", "metric polytomic.connect.upstream", "answer"])
        {
            Assert.Contains(seen, one => one.Source.StartsWith(kind, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(seen, one => Leaks(one.Text));
        Assert.NotEmpty(_seals);
        Assert.All(_seals, seal => Assert.True(seal.Length > 50));
        Assert.DoesNotContain(seen, one => !IsTheHosts(one.Source) && _seals.Any(seal => one.Text.Contains(seal[..^4], StringComparison.Ordinal)));
    }

    private static bool Leaks(string text) =>
        text.Contains(Key, StringComparison.OrdinalIgnoreCase)
        || text.Contains(BasicKey, StringComparison.OrdinalIgnoreCase)
        || text.Contains(Uri.EscapeDataString(Key), StringComparison.OrdinalIgnoreCase)
        || text.Contains(Uri.EscapeDataString(BasicKey), StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers hold the caller's own session, and the host's own notes hold the addresses that it was called with.</summary>
    private static bool IsTheHosts(string source) =>
        source == "answer" || source.StartsWith("log Microsoft.AspNetCore.Hosting", StringComparison.Ordinal) || source == "activity Microsoft.AspNetCore";

    [GeneratedRegex("[?]state=([A-Za-z0-9_-]+)")]
    private static partial Regex Seal();

    private sealed class Careless : IPolytomicCredentialProvider
    {
        public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken) => context.UserId switch
        {
            "throws" => throw new InvalidOperationException("The key " + Key + " is no good"),
            "line" => new(new PolytomicCredential(Key + "\r\nX-Injected: 1")),
            "blank" => new(new PolytomicCredential(" ")),
            "organization" => new(new PolytomicCredential(Key, " ")),
            "hangs" => new(new TaskCompletionSource<PolytomicCredential?>().Task),
            _ => default,
        };
    }
}

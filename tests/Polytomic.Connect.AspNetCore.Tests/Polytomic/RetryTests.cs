using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

/// <summary>When a request is tried again, by the product's own clock.</summary>
public class RetryTests
{
    private const string Ask = """{"name":"Mine","type":"postgresql"}""";

    private readonly FastTime _time = new();
    private readonly ConcurrentQueue<DateTimeOffset> _tries = new();

    public static TheoryData<string> Hints => ["seconds", "date", "reset", "seconds before reset"];

    [Theory]
    [MemberData(nameof(Hints))]
    public async Task Waits_as_long_as_Polytomic_asks(string hint)
    {
        await using var polytomic = Polytomic("429 Too Many Requests", () => Headers(hint, TimeSpan.FromSeconds(20)));
        await using var app = await StartAsync(polytomic.Address);

        await ConnectApp.SessionAsync(app.ClientOf("alice"));

        // Dates have whole seconds only.
        Assert.InRange(Gap(0), TimeSpan.FromSeconds(18.5), TimeSpan.FromSeconds(50));
    }

    [Theory]
    [MemberData(nameof(Hints))]
    public async Task Says_how_long_when_there_is_no_time_to_wait(string hint)
    {
        await using var polytomic = Polytomic("429 Too Many Requests", () => Headers(hint, TimeSpan.FromSeconds(600)));
        await using var app = await StartAsync(polytomic.Address);

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), Ask);

        await ConnectApp.AssertRefusedAsync(response, 503, "polytomic_unavailable");
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(540), TimeSpan.FromSeconds(600));
        Assert.Single(_tries);
    }

    [Fact]
    public async Task Backs_off_where_Polytomic_does_not_say()
    {
        // The count is on every answer; here it was not the reason.
        await using var polytomic = Polytomic("503 Service Unavailable", () => Headers("reset", TimeSpan.FromSeconds(600)), failures: 3);
        await using var app = await StartAsync(polytomic.Address, attempts: 4);

        await ConnectApp.SessionAsync(app.ClientOf("alice"));

        Assert.True(Gap(0) >= TimeSpan.FromSeconds(0.4), $"{Gap(0)}");
        Assert.True(Gap(1) >= TimeSpan.FromSeconds(0.8), $"{Gap(1)}");
        Assert.True(Gap(2) >= TimeSpan.FromSeconds(1.6), $"{Gap(2)}");
    }

    [Fact]
    public async Task A_caller_who_leaves_is_not_asked_for_any_longer()
    {
        var (asked, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var polytomic = new RawPolytomic(async exchange =>
        {
            asked.TrySetResult();
            await exchange.StaySilentAsync();
            left.TrySetResult();
        });
        await using var app = await StartAsync(polytomic.Address);
        using var leaves = new CancellationTokenSource();

        var start = app.ClientOf("alice").PostAsync("/_/api/connections/connect", new StringContent(Ask, null, "application/json"), leaves.Token);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Single(polytomic.Requests);
    }

    private TimeSpan Gap(int after) => _tries.ElementAt(after + 1) - _tries.ElementAt(after);

    private RawPolytomic Polytomic(string status, Func<string[]> headers, int failures = 1) => new(exchange =>
    {
        _tries.Enqueue(_time.GetUtcNow());
        return _tries.Count <= failures
            ? exchange.AnswerAsync(status, "", headers())
            : exchange.AnswerAsync("200 OK", $$$"""{"data":{"redirect_url":"{{{Misbehaviour.ModalAddress}}}"}}""");
    });

    private string[] Headers(string hint, TimeSpan wait)
    {
        var end = _time.GetUtcNow() + wait;
        return hint switch
        {
            "seconds" => [$"Retry-After: {wait.TotalSeconds}"],
            "date" => [$"Retry-After: {end:R}"],
            "reset" => [$"X-RateLimit-Reset: {end.ToUnixTimeSeconds()}"],
            _ => [$"X-RateLimit-Reset: {end.AddHours(1).ToUnixTimeSeconds()}", $"Retry-After: {wait.TotalSeconds}"],
        };
    }

    private Task<ConnectApp> StartAsync(string address, int attempts = 3) => ConnectApp.StartAsync(
        new(ConnectionLists.Settings())
        {
            ["PolytomicConnect:Timeout"] = "00:02:00",
            ["PolytomicConnect:MaxAttempts"] = attempts.ToString(),
        },
        builder: builder => builder.Services.AddSingleton<TimeProvider>(_time),
        upstream: address);
}

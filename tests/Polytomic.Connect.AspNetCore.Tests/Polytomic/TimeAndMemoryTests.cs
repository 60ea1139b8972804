using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

[Collection(nameof(Undisturbed))]
public class TimeAndMemoryTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    public static TheoryData<string> Misbehaviours => Misbehaviour.Names;

    /// <summary>By the product's own clock: when it stands still, the answer is already on its way.</summary>
    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task The_answer_needs_no_more_time_than_the_timeout(string name)
    {
        await using var polytomic = new RawPolytomic(Misbehaviour.All[name].Answer);
        await using var app = await StartAsync(polytomic.Address, time: _time);

        var answer = ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"Mine","type":"postgresql"}""");
        for (var passed = TimeSpan.Zero; passed < Timeout + Late && !answer.IsCompleted; passed += Late / 5)
        {
            // What is on the wire takes real time, and gets some.
            await Task.Delay(5, TestContext.Current.CancellationToken);
            _time.Advance(Late / 5);
        }

        using var response = await answer.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Contains((int)response.StatusCode, (int[])[422, 502, 503, 504]);
    }

    [Fact]
    public async Task The_real_clock_ends_it_too()
    {
        await using var polytomic = new RawPolytomic(Misbehaviour.All["never answers"].Answer);
        await using var app = await StartAsync(polytomic.Address);

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"Mine","type":"postgresql"}""").WaitAsync(Patience, TestContext.Current.CancellationToken);

        await ConnectApp.AssertRefusedAsync(response, 504, "polytomic_timeout");
    }

    [Theory]
    [InlineData("429, wait two minutes")]
    [InlineData("503, wait two minutes")]
    public async Task A_wait_that_is_longer_than_the_time_left_is_not_begun(string name)
    {
        await using var polytomic = new RawPolytomic(Misbehaviour.All[name].Answer);
        await using var app = await StartAsync(polytomic.Address, time: _time);

        // No time passes at all.
        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"Mine","type":"postgresql"}""").WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(name.StartsWith("429", StringComparison.Ordinal) ? TimeSpan.FromMinutes(2) : null, response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task The_catalogue_and_the_session_share_one_time()
    {
        await using var polytomic = new RawPolytomic(async exchange =>
        {
            if (exchange.Request.Path.EndsWith("connection_types", StringComparison.Ordinal))
            {
                _time.Advance(Timeout * 0.7);
                await exchange.AnswerAsync("200 OK", """{"data":[{"id":"postgresql"},{"id":"api"}]}""");
                return;
            }

            _time.Advance(Timeout * 0.3);
            await exchange.StaySilentAsync();
        });
        await using var app = await StartAsync(polytomic.Address, except: "api", time: _time);

        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"Mine"}""").WaitAsync(Patience, TestContext.Current.CancellationToken);

        await ConnectApp.AssertRefusedAsync(response, 504, "polytomic_timeout");
        Assert.Single(polytomic.Starts);
    }

    [Theory]
    [InlineData("422, a hundred megabytes")]
    [InlineData("a hundred megabytes")]
    [InlineData("a hundred megabytes, announced")]
    [InlineData("a packed bomb")]
    [InlineData("an endless head")]
    public async Task Whatever_is_sent_little_is_kept(string name)
    {
        await using var polytomic = new RawPolytomic(Misbehaviour.All[name].Answer);
        await using var app = await StartAsync(polytomic.Address);
        var alice = app.ClientOf("alice");
        using var warm = await ConnectApp.StartSessionAsync(alice, """{"name":"Mine","type":"postgresql"}""");

        var before = GC.GetTotalAllocatedBytes(precise: true);
        using var response = await ConnectApp.StartSessionAsync(alice, """{"name":"Mine","type":"postgresql"}""");
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.False(response.IsSuccessStatusCode);
        Assert.InRange(allocated, 0, 8 * 1024 * 1024);
    }

    [Fact]
    public async Task A_list_of_a_hundred_megabytes_is_gone_through_in_little_memory()
    {
        const int Parts = 1000;
        var many = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => ConnectionLists.Connection($"c-{i}", $"Another {i}", "\"" + new string('x', 800) + "\"") + ",")));
        await using var polytomic = ConnectionLists.Polytomic(async (exchange, made) =>
        {
            await exchange.HeadAsync("200 OK");
            await exchange.WriteAsync("{\"data\":[");
            for (var i = 0; i < Parts; i++)
            {
                await exchange.WriteAsync(many);
            }

            await exchange.WriteAsync(made + "]}");
        });
        await using var app = await ConnectApp.StartAsync(ConnectionLists.Settings(), upstream: polytomic.Address);
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        var (before, peak) = (GC.GetTotalMemory(forceFullCollection: true), 0L);

        var asked = ConnectApp.StatusAsync(alice, session);
        while (!asked.IsCompleted)
        {
            // What is really held: garbage that nobody collected yet does not count.
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal("connected", (await asked)["data"]?["status"]?.GetValue<string>());
        Assert.NotEqual(0, peak);
        Assert.InRange(peak - before, long.MinValue, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task A_large_connection_in_small_pieces_is_read_in_linear_time()
    {
        var large = Encoding.UTF8.GetBytes(ConnectionLists.Connection("c-2", "Large", "[" + string.Join(',', Enumerable.Repeat("1", 1 << 20)) + "]"));
        await using var polytomic = ConnectionLists.Polytomic(async (exchange, made) =>
        {
            await exchange.HeadAsync("200 OK");
            await exchange.WriteAsync("{\"data\":[");
            for (var at = 0; at < large.Length; at += 1000)
            {
                await exchange.WriteAsync(large.AsMemory(at, Math.Min(1000, large.Length - at)));
            }

            await exchange.WriteAsync("," + made + "]}");
        });
        await using var app = await ConnectApp.StartAsync(ConnectionLists.Settings(), upstream: polytomic.Address);
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);

        var started = Stopwatch.GetTimestamp();
        var status = await ConnectApp.StatusAsync(alice, session);

        Assert.Equal("connected", status["data"]?["status"]?.GetValue<string>());
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_open_circuit_answers_at_once()
    {
        var polytomic = new FakePolytomic { Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.InternalServerError, "")) };
        await using var app = await ConnectApp.StartAsync(
            new(ConnectionLists.Settings())
            {
                ["PolytomicConnect:MaxAttempts"] = "1",
                ["PolytomicConnect:PublicOrigin"] = "https://app.example",
                ["PolytomicConnect:RateLimit:PermitLimit"] = "0",
            },
            polytomic: polytomic);
        var connect = app.Services.GetRequiredService<IPolytomicConnect>();
        var alice = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "alice")], "Test"));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("polytomic_failed", (await RefusalAsync()).Code);
        }

        var times = new List<TimeSpan>();
        for (var i = 0; i < 500; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var refusal = await RefusalAsync();
            times.Add(Stopwatch.GetElapsedTime(started));
            Assert.Equal("polytomic_unavailable", refusal.Code);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"median {times[250].TotalMicroseconds} microseconds");
        Assert.InRange(times[250], TimeSpan.Zero, TimeSpan.FromMilliseconds(1));

        Task<PolytomicConnectException> RefusalAsync() =>
            Assert.ThrowsAsync<PolytomicConnectException>(() => connect.StartAsync(alice, new ConnectRequest { Name = "Mine", Type = "postgresql" }, TestContext.Current.CancellationToken));
    }

    private static Task<ConnectApp> StartAsync(string address, string? except = null, TimeProvider? time = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            ["PolytomicConnect:ModalOrigins:0"] = "https://modal.example",
            ["PolytomicConnect:Timeout"] = Timeout.ToString(),
        };
        if (except is not null)
        {
            settings["PolytomicConnect:Policies:All:Except:0"] = except;
        }

        return ConnectApp.StartAsync(settings, builder: builder => builder.Services.AddSingleton(time ?? TimeProvider.System), upstream: address);
    }
}

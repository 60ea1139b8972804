using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

[Collection(nameof(Undisturbed))]
public class TimeAndMemoryTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(250);

    [Theory]
    [InlineData("never answers")]
    [InlineData("never answers after the head")]
    [InlineData("one byte a second")]
    [InlineData("a body of one byte a second")]
    [InlineData("a refusal of one byte a second")]
    [InlineData("reset at once")]
    [InlineData("409")]
    [InlineData("429")]
    [InlineData("429, wait a second")]
    [InlineData("429, wait two minutes")]
    [InlineData("500")]
    [InlineData("503, wait two minutes")]
    public async Task The_answer_is_there_in_time(string name)
    {
        await using var polytomic = new RawPolytomic(Misbehaviour.All[name].Answer);
        await using var app = await StartAsync(polytomic.Address);
        var alice = app.ClientOf("alice");
        using var warm = await ConnectApp.StartSessionAsync(alice, """{"name":""}""");

        // The best of three: the machine may be busy with something else.
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 3 && fastest > Timeout + Late; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await ConnectApp.StartSessionAsync(alice, """{"name":"Mine","type":"postgresql"}""");
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
            Assert.InRange((int)response.StatusCode, 502, 504);
        }

        Assert.InRange(fastest, TimeSpan.Zero, Timeout + Late);
    }

    [Theory]
    [InlineData("429, wait two minutes")]
    [InlineData("503, wait two minutes")]
    public async Task A_wait_that_is_longer_than_the_time_left_is_not_begun(string name)
    {
        await using var polytomic = new RawPolytomic(Misbehaviour.All[name].Answer);
        await using var app = await StartAsync(polytomic.Address);

        var started = Stopwatch.GetTimestamp();
        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"Mine","type":"postgresql"}""");

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Timeout / 2);
        Assert.Equal(name.StartsWith("429", StringComparison.Ordinal) ? TimeSpan.FromMinutes(2) : null, response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task The_catalogue_and_the_session_share_one_time()
    {
        await using var polytomic = new RawPolytomic(async exchange =>
        {
            if (exchange.Request.Path.EndsWith("connection_types", StringComparison.Ordinal))
            {
                await Task.Delay(Timeout * 0.7, exchange.Stopping);
                await exchange.AnswerAsync("200 OK", """{"data":[{"id":"postgresql"},{"id":"api"}]}""");
                return;
            }

            await exchange.StaySilentAsync();
        });
        await using var app = await StartAsync(polytomic.Address, except: "api");

        var started = Stopwatch.GetTimestamp();
        using var response = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"Mine"}""");
        var elapsed = Stopwatch.GetElapsedTime(started);

        await ConnectApp.AssertRefusedAsync(response, 504, "polytomic_timeout");
        Assert.InRange(elapsed, TimeSpan.Zero, Timeout + Late);
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

    private static Task<ConnectApp> StartAsync(string address, string? except = null)
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

        return ConnectApp.StartAsync(settings, upstream: address);
    }
}

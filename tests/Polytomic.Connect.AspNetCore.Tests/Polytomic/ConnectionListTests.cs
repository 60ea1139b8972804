using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

/// <summary>A list that did not arrive whole proves nothing: neither that a connection is there, nor that it is not.</summary>
public class ConnectionListTests
{
    private static readonly string Other = ConnectionLists.Connection("c-0", "Another");

    private static readonly Dictionary<string, (Func<RawExchange, Task> Answer, int Status, string Code)> Broken = new()
    {
        ["cut off between two"] = Failed(async exchange =>
        {
            await exchange.HeadAsync("200 OK");
            await exchange.WriteAsync("{\"data\":[" + Other + ",");
        }),
        ["cut off after one"] = Failed(async exchange =>
        {
            await exchange.HeadAsync("200 OK");
            await exchange.WriteAsync("{\"data\":[" + Other);
        }),
        ["cut off within one"] = Failed(async exchange =>
        {
            await exchange.HeadAsync("200 OK", "Transfer-Encoding: chunked");
            await exchange.WriteAsync("8000\r\n{\"data\":[" + Other[..40]);
        }),
        ["reset within the list"] = Failed(async exchange =>
        {
            await exchange.HeadAsync("200 OK", "Content-Length: 100000");
            await exchange.WriteAsync("{\"data\":[" + Other + ",");
            exchange.Reset();
        }),
        ["garbage after one"] = Failed(Whole("{\"data\":[" + Other + " oh ]}")),
        ["something else than connections"] = Failed(Whole("""{"data":[null,1,"two"]}""")),
        ["no list"] = Failed(Whole("""{"data":{}}""")),
        ["no data"] = Failed(Whole("{}")),
        ["a bare list"] = Failed(Whole("[]")),
        ["nothing"] = Failed(Whole("")),
        ["HTML"] = Failed(Whole("<html>")),
        ["one connection of eight megabytes"] = Failed(Whole("{\"data\":[" + ConnectionLists.Connection("c-2", "Large", "\"" + new string('x', 8 << 20) + "\"") + "]}")),
        ["endless"] = ((exchange => EndlessAsync(exchange)), 504, "polytomic_timeout"),
        ["silent within the list"] = (async exchange =>
        {
            await exchange.HeadAsync("200 OK");
            await exchange.WriteAsync("{\"data\":[" + Other + ",");
            await exchange.StaySilentAsync();
        }, 504, "polytomic_timeout"),
        ["500"] = Failed(exchange => exchange.AnswerAsync("500 Internal Server Error", "")),
        ["401"] = (exchange => exchange.AnswerAsync("401 Unauthorized", ""), 502, "polytomic_unauthorized"),
        ["429"] = (exchange => exchange.AnswerAsync("429 Too Many Requests", "", "Retry-After: 120"), 503, "polytomic_unavailable"),
    };

    public static TheoryData<string> BrokenLists => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(BrokenLists))]
    public async Task Proves_nothing_when_it_is_broken(string name)
    {
        var (answer, status, code) = Broken[name];
        var isWell = false;
        await using var polytomic = ConnectionLists.Polytomic((exchange, made) =>
            Volatile.Read(ref isWell) ? exchange.AnswerAsync("200 OK", $$"""{"data":[{{Other}},{{made}}]}""") : answer(exchange));
        await using var app = await StartAsync(polytomic.Address, status == 504 ? "00:00:10" : "00:01:00");
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);

        using var asked = await alice.GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken);
        await ConnectApp.AssertRefusedAsync(asked, status, code);
        using var page = await alice.GetAsync("/_/api/connect_complete?state=" + session, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)page.StatusCode);

        Volatile.Write(ref isWell, true);
        Assert.Equal("connected", (await ConnectApp.StatusAsync(alice, session))["data"]!["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"id":"x","name":"\ud800"}""")]
    [InlineData("""{"id":null,"name":null}""")]
    [InlineData("""{"id":{"id":"c-1"},"name":["Mine"],"type":5}""")]
    [InlineData("""{"id":"x","name":"a","id":"y","name":"b"}""")]
    [InlineData("{}")]
    [InlineData("""{"id":"x","name":"deep","configuration":DEEP}""")]
    [InlineData("""{"id":"x","name":"large","configuration":"LARGE"}""")]
    public async Task An_odd_connection_does_not_hide_the_others(string odd)
    {
        odd = odd.Replace("DEEP", new string('[', 500) + new string(']', 500)).Replace("LARGE", new string('x', 1 << 20));
        await using var polytomic = ConnectionLists.Polytomic((exchange, made) =>
            exchange.AnswerAsync("200 OK", $$"""{"more":{"data":[]},"data":[{{odd}},{{Other}},{{made}}],"more":1}"""));
        await using var app = await StartAsync(polytomic.Address);
        var alice = app.ClientOf("alice");

        var status = await ConnectApp.StatusAsync(alice, await ConnectApp.SessionAsync(alice));

        Assert.Equal("c-1", status["data"]?["connection"]?["id"]?.GetValue<string>());
    }

    [Fact]
    public async Task Arrives_in_pieces_of_any_size()
    {
        await using var polytomic = ConnectionLists.Polytomic(async (exchange, made) =>
        {
            await exchange.HeadAsync("200 OK");
            foreach (var piece in $$"""{"data":[{{Other}},{{made}}]}""".Chunk(7))
            {
                await exchange.WriteAsync(new string(piece));
                await Task.Yield();
            }
        });
        await using var app = await StartAsync(polytomic.Address);
        var alice = app.ClientOf("alice");

        var status = await ConnectApp.StatusAsync(alice, await ConnectApp.SessionAsync(alice));

        Assert.Equal("connected", status["data"]?["status"]?.GetValue<string>());
    }

    [Fact]
    public async Task A_whole_list_without_the_connection_is_pending()
    {
        await using var polytomic = ConnectionLists.Polytomic((exchange, _) => exchange.AnswerAsync("200 OK", $$"""{"data":[{{Other}}]}"""));
        await using var app = await StartAsync(polytomic.Address);
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);

        using var asked = await alice.GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Equal("""{"data":{"status":"pending"}}""", (await ConnectApp.JsonOf(asked)).ToJsonString());
    }

    private static Task<ConnectApp> StartAsync(string address, string timeout = "00:01:00") =>
        ConnectApp.StartAsync(new(ConnectionLists.Settings()) { ["PolytomicConnect:Timeout"] = timeout }, builder: builder => builder.Services.AddSingleton<TimeProvider>(new FastTime()), upstream: address);

    private static (Func<RawExchange, Task> Answer, int Status, string Code) Failed(Func<RawExchange, Task> answer) => (answer, 502, "polytomic_failed");

    private static Func<RawExchange, Task> Whole(string body) => exchange => exchange.AnswerAsync("200 OK", body);

    private static async Task EndlessAsync(RawExchange exchange)
    {
        await exchange.HeadAsync("200 OK");
        await exchange.WriteAsync("{\"data\":[");
        var part = string.Concat(Enumerable.Repeat(Other + ",", 100));
        while (true)
        {
            await exchange.WriteAsync(part);
        }
    }
}

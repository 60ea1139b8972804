using System.IO.Compression;
using System.Text;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

/// <summary>One way in which Polytomic, or something on the way to it, goes wrong, and what has to come of it.</summary>
/// <param name="Answer">What goes over the wire.</param>
/// <param name="Status">The status of our answer.</param>
/// <param name="Code">Its code; null for a success.</param>
/// <param name="Tries">How many requests reach Polytomic, of at most three.</param>
internal sealed record Misbehaviour(Func<RawExchange, Task> Answer, int Status, string? Code, int Tries)
{
    public const string ModalAddress = "https://modal.example/connect?token=t";

    private const string Json = "Content-Type: application/json";

    private static readonly string Good = $$$"""{"data":{"redirect_url":"{{{ModalAddress}}}","token":"t"}}""";

    private static readonly byte[] Bomb = MakeBomb();

    /// <summary>All of them, by name.</summary>
    public static readonly Dictionary<string, Misbehaviour> All = new()
    {
        ["reset at once"] = Failed(3, exchange => { exchange.Reset(); return Task.CompletedTask; }),
        ["hangs up at once"] = Failed(3, _ => Task.CompletedTask),
        ["reset within the head"] = Failed(3, async exchange => { await exchange.WriteAsync("HTTP/1.1 200 O"); exchange.Reset(); }),
        ["reset within the body"] = Failed(3, async exchange =>
        {
            await exchange.HeadAsync("200 OK", Json, "Content-Length: 1000");
            await exchange.WriteAsync(Good);
            exchange.Reset();
        }),
        ["hangs up within the body"] = Failed(3, async exchange =>
        {
            await exchange.HeadAsync("200 OK", Json, "Content-Length: 1000");
            await exchange.WriteAsync(Good);
        }),
        ["hangs up within a chunk"] = Failed(3, async exchange =>
        {
            await exchange.HeadAsync("200 OK", Json, "Transfer-Encoding: chunked");
            await exchange.WriteAsync($"400\r\n{Good}");
        }),
        ["no HTTP at all"] = Failed(3, exchange => exchange.WriteAsync("220 mail.example ESMTP\r\n")),
        ["an endless head"] = Failed(3, async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\n");
            var header = Encoding.ASCII.GetBytes($"X: {new string('x', 1000)}\r\n");
            while (true)
            {
                await exchange.WriteAsync(header);
            }
        }),

        ["never answers"] = TimedOut(exchange => exchange.StaySilentAsync()),
        ["never answers after the head"] = TimedOut(async exchange =>
        {
            await exchange.HeadAsync("200 OK", Json, "Content-Length: 1000");
            await exchange.StaySilentAsync();
        }),
        ["one byte a second"] = TimedOut(exchange => exchange.DripAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")),
        ["a body of one byte a second"] = TimedOut(async exchange =>
        {
            await exchange.HeadAsync("200 OK", Json);
            await exchange.DripAsync(Good);
        }),
        ["a refusal of one byte a second"] = TimedOut(async exchange =>
        {
            await exchange.HeadAsync("422 Unprocessable", Json);
            await exchange.DripAsync("""{"message":"no"}""");
        }),

        ["301"] = Failed(1, Whole("301 Moved Permanently", "", "Location: http://127.0.0.1:1/elsewhere")),
        ["302"] = Failed(1, Whole("302 Found", "", "Location: /api/elsewhere")),
        ["307"] = Failed(1, Whole("307 Temporary Redirect", "", "Location: https://elsewhere.example/")),
        ["308"] = Failed(1, Whole("308 Permanent Redirect", "", "Location: //elsewhere.example/")),
        ["304"] = Failed(1, Whole("304 Not Modified")),

        ["401"] = KeyRefused(Whole("401 Unauthorized", """{"message":"bad key"}""", "WWW-Authenticate: Basic realm=x")),
        ["403"] = KeyRefused(Whole("403 Forbidden", """{"message":"not yours"}""")),
        ["402"] = Failed(1, Whole("402 Payment Required", """{"message":"pay"}""")),
        ["404"] = Failed(1, Whole("404 Not Found", "<html>nginx</html>")),
        ["407"] = Failed(1, Whole("407 Proxy Authentication Required")),
        ["408"] = Failed(3, Whole("408 Request Timeout")),
        ["409"] = Failed(3, Whole("409 Conflict", """{"message":"in flight"}""")),

        ["429"] = Busy(3, Whole("429 Too Many Requests")),
        ["429, wait a second"] = Busy(3, Whole("429 Too Many Requests", "", "Retry-After: 1")),
        ["429, wait no time"] = Busy(3, Whole("429 Too Many Requests", "", "Retry-After: 0")),
        ["429, wait two minutes"] = Busy(1, Whole("429 Too Many Requests", "", "Retry-After: 120")),
        ["429, wait for 68 years"] = Busy(1, Whole("429 Too Many Requests", "", "Retry-After: 2147483647")),
        ["429, wait for longer than an integer"] = Busy(3, Whole("429 Too Many Requests", "", "Retry-After: 99999999999999999999")),
        ["429, wait for the end of time"] = Busy(1, Whole("429 Too Many Requests", "", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT")),
        ["429, wait for the past"] = Busy(3, Whole("429 Too Many Requests", "", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT")),
        ["429, wait for soon"] = Busy(3, Whole("429 Too Many Requests", "", "Retry-After: soon")),
        ["429, the count ends at the end of time"] = Busy(1, Whole("429 Too Many Requests", "", "X-RateLimit-Reset: 253402300799")),
        ["429, the count ended"] = Busy(3, Whole("429 Too Many Requests", "", "X-RateLimit-Reset: 1")),
        ["429, the count ends never"] = Busy(3, Whole("429 Too Many Requests", "", "X-RateLimit-Reset: 9223372036854775807")),
        ["429, the count is none"] = Busy(3, Whole("429 Too Many Requests", "", "X-RateLimit-Reset: -5, soon")),

        ["500"] = Failed(3, Whole("500 Internal Server Error", """{"message":"panic"}""")),
        ["501"] = Failed(3, Whole("501 Not Implemented")),
        ["502"] = Failed(3, Whole("502 Bad Gateway", "<html>")),
        ["503"] = Failed(3, Whole("503 Service Unavailable")),
        ["503, wait two minutes"] = Failed(1, Whole("503 Service Unavailable", "", "Retry-After: 120")),
        ["504"] = Failed(3, Whole("504 Gateway Timeout")),
        ["599"] = Failed(3, Whole("599 What")),

        ["400"] = Rejected(Whole("400 Bad Request", """{"message":"no"}""")),
        ["422"] = Rejected(Whole("422 Unprocessable Entity", """{"status":422,"key":"k","message":"no","metadata":{"a":[1]}}""")),
        ["422, a hundred megabytes"] = Rejected(exchange => FloodAsync(exchange, "422 Unprocessable Entity")),

        ["HTML"] = Failed(1, Whole("200 OK", "<!doctype html><title>Sign in to the network</title>", "Content-Type: text/html")),
        ["empty"] = Failed(1, Whole("200 OK")),
        ["204"] = Failed(1, Whole("204 No Content")),
        ["no JSON"] = Failed(1, Whole("200 OK", "{\"data\":{\"redirect_url\":", Json)),
        ["bytes"] = Failed(1, exchange => exchange.AnswerAsync("200 OK", [0xFF, 0xFE, 0x00, 0x7B], Json)),
        ["an array"] = Failed(1, Whole("200 OK", "[]", Json)),
        ["null"] = Failed(1, Whole("200 OK", "null", Json)),
        ["no data"] = Failed(1, Whole("200 OK", "{}", Json)),
        ["null data"] = Failed(1, Whole("200 OK", """{"data":null}""", Json)),
        ["data without an address"] = Failed(1, Whole("200 OK", """{"data":{"token":"t"}}""", Json)),
        ["an address that is a number"] = Failed(1, Whole("200 OK", """{"data":{"redirect_url":5}}""", Json)),
        ["an address that is an object"] = Failed(1, Whole("200 OK", """{"data":{"redirect_url":{"redirect_url":"https://modal.example/"}}}""", Json)),
        ["an address with half a surrogate pair"] = Failed(1, Whole("200 OK", """{"data":{"redirect_url":"https://modal.example/\ud800"}}""", Json)),
        ["a member with half a surrogate pair"] = Failed(1, Whole("200 OK", """{"data":{"\ud800":1}}""", Json)),
        ["an address elsewhere"] = Failed(1, Whole("200 OK", Address("https://elsewhere.example/connect"), Json)),
        ["an address with another port"] = Failed(1, Whole("200 OK", Address("https://modal.example:8443/"), Json)),
        ["an address without TLS"] = Failed(1, Whole("200 OK", Address("http://modal.example/"), Json)),
        ["an address behind a user"] = Failed(1, Whole("200 OK", Address("https://modal.example@elsewhere.example/"), Json)),
        ["an address with a backslash"] = Failed(1, Whole("200 OK", Address(@"https://elsewhere.example\\@modal.example/"), Json)),
        ["an address with a tail"] = Failed(1, Whole("200 OK", Address("https://modal.example.elsewhere.example/"), Json)),
        ["an address that is a script"] = Failed(1, Whole("200 OK", Address("javascript:alert(1)//https://modal.example/"), Json)),
        ["an address that is data"] = Failed(1, Whole("200 OK", Address("data:text/html,hello"), Json)),
        ["a relative address"] = Failed(1, Whole("200 OK", Address("/connect"), Json)),
        ["an address without a scheme"] = Failed(1, Whole("200 OK", Address("//modal.example/"), Json)),
        ["an address with a line break"] = Failed(1, Whole("200 OK", Address("""https://elsewhere.example/\r\nSet-Cookie: a=b"""), Json)),
        ["deep"] = Failed(1, Whole("200 OK", """{"data":""" + new string('[', 20_000), Json)),
        ["a hundred megabytes"] = Failed(1, exchange => FloodAsync(exchange, "200 OK")),
        ["a hundred megabytes, announced"] = Failed(1, exchange => FloodAsync(exchange, "200 OK", "Content-Length: 104857600")),
        ["a packed bomb"] = Failed(1, exchange => exchange.AnswerAsync("200 OK", Bomb, Json, "Content-Encoding: gzip")),
    };

    /// <summary>The names, as the data of a theory.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    private static Func<RawExchange, Task> Whole(string status, string body = "", params string[] headers) =>
        exchange => exchange.AnswerAsync(status, body, headers);

    private static string Address(string address) => $$$"""{"data":{"redirect_url":"{{{address}}}"}}""";

    private static Misbehaviour Failed(int tries, Func<RawExchange, Task> answer) => new(answer, 502, "polytomic_failed", tries);

    private static Misbehaviour KeyRefused(Func<RawExchange, Task> answer) => new(answer, 502, "polytomic_unauthorized", 1);

    private static Misbehaviour Rejected(Func<RawExchange, Task> answer) => new(answer, 422, "rejected_by_polytomic", 1);

    private static Misbehaviour Busy(int tries, Func<RawExchange, Task> answer) => new(answer, 503, "polytomic_unavailable", tries);

    private static Misbehaviour TimedOut(Func<RawExchange, Task> answer) => new(answer, 504, "polytomic_timeout", 1);

    private static async Task FloodAsync(RawExchange exchange, string status, params string[] headers)
    {
        await exchange.HeadAsync(status, headers);
        await exchange.WriteAsync("""{"data":{"redirect_url":" """);
        var part = new byte[64 * 1024];
        part.AsSpan().Fill((byte)'x');
        for (var i = 0; i < 1600; i++)
        {
            await exchange.WriteAsync(part);
        }
    }

    private static byte[] MakeBomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write("""{"data":{"redirect_url":" """u8);
            var part = new byte[1024 * 1024];
            for (var i = 0; i < 100; i++)
            {
                gzip.Write(part);
            }
        }

        return packed.ToArray();
    }
}

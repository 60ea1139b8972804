using System.IO.Compression;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

public class BodyOverTheWireTests
{
    private const string Json = """{"name":"x"}""";

    [Theory]
    [InlineData(16_384, 200, "x")]
    [InlineData(16_385, 413, "request_too_large")]
    public async Task The_limit_is_16_KiB(int length, int status, string outcome)
    {
        await using var server = await BodyServer.StartAsync();
        using var known = await server.ConnectAsync();
        await BodyServer.SendAsync(known, BodyServer.Head($"Content-Length: {length}") + Json.PadRight(length));
        Assert.Equal((status, outcome), (await BodyServer.StatusAsync(known), await server.NextOutcomeAsync()));

        using var chunked = await server.ConnectAsync();
        await BodyServer.SendAsync(chunked, BodyServer.Head("Transfer-Encoding: chunked") + Chunks(Json.PadRight(length), 1_000) + "0\r\n\r\n");
        Assert.Equal((status, outcome), (await BodyServer.StatusAsync(chunked), await server.NextOutcomeAsync()));
    }

    [Fact]
    public async Task A_length_over_the_limit_is_refused_before_a_byte_of_the_body_came()
    {
        await using var server = await BodyServer.StartAsync();
        using var client = await server.ConnectAsync();
        await BodyServer.SendAsync(client, BodyServer.Head("Content-Length: 16385"));
        Assert.Equal((413, "request_too_large"), (await BodyServer.StatusAsync(client), await server.NextOutcomeAsync()));
    }

    [Fact]
    public async Task An_endless_body_is_refused_while_it_is_still_coming()
    {
        await using var server = await BodyServer.StartAsync();
        using var client = await server.ConnectAsync();
        await BodyServer.SendAsync(client, BodyServer.Head("Transfer-Encoding: chunked") + Chunks(new string(' ', 20_000), 1_000));
        Assert.Equal((413, "request_too_large"), (await BodyServer.StatusAsync(client), await server.NextOutcomeAsync()));
    }

    [Fact]
    public async Task A_body_that_arrives_in_pieces_is_read_whole()
    {
        await using var server = await BodyServer.StartAsync();
        using var client = await server.ConnectAsync();
        await BodyServer.SendAsync(client, BodyServer.Head("Transfer-Encoding: chunked"));
        foreach (var piece in Json)
        {
            await BodyServer.SendAsync(client, $"1\r\n{piece}\r\n");
        }

        await BodyServer.SendAsync(client, "0\r\n\r\n");
        Assert.Equal((200, "x"), (await BodyServer.StatusAsync(client), await server.NextOutcomeAsync()));
    }

    [Theory]
    [InlineData("Content-Length: 100", """{"name":"x"}""")]
    [InlineData("Content-Length: 100", "")]
    [InlineData("Transfer-Encoding: chunked", "5\r\n{\"nam")]
    [InlineData("Transfer-Encoding: chunked", "c\r\n{\"name\":\"x\"}\r\n")]
    [InlineData("Transfer-Encoding: chunked", "zz\r\n")]
    [InlineData("Transfer-Encoding: chunked", "5\r\n{\"name\":\"x\"}\r\n0\r\n\r\n")]
    public async Task A_body_that_ends_too_early_or_has_broken_chunks_is_no_failure(string framing, string sent)
    {
        await using var server = await BodyServer.StartAsync();
        using var client = await server.ConnectAsync();
        await BodyServer.SendAsync(client, BodyServer.Head(framing) + sent);
        client.Client.Shutdown(SocketShutdown.Send);

        // Kestrel says "cut off" and "the caller left" of the same event, whichever it notices first.
        Assert.Contains(await server.NextOutcomeAsync(), new[] { "invalid_request", "canceled" });
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        await using var server = await BodyServer.StartAsync(limits => limits.MinRequestBodyDataRate = new MinDataRate(1_000, TimeSpan.FromSeconds(1.5)));
        using var client = await server.ConnectAsync();
        await BodyServer.SendAsync(client, BodyServer.Head("Content-Length: 100") + "{");
        Assert.Equal("invalid_request", await server.NextOutcomeAsync());
        Assert.Equal(400, await BodyServer.StatusAsync(client));
    }

    [Fact]
    public async Task A_caller_who_leaves_is_no_failure()
    {
        await using var server = await BodyServer.StartAsync();
        var client = await server.ConnectAsync();
        await BodyServer.SendAsync(client, BodyServer.Head("Content-Length: 100") + "{");
        client.Client.LingerState = new LingerOption(true, 0);
        client.Dispose();
        Assert.Contains(await server.NextOutcomeAsync(), new[] { "canceled", "invalid_request" });
    }

    [Fact]
    public async Task The_hosts_own_smaller_limit_says_the_same()
    {
        await using var server = await BodyServer.StartAsync(limits => limits.MaxRequestBodySize = 1_000);
        using var client = await server.ConnectAsync();
        await BodyServer.SendAsync(client, BodyServer.Head("Transfer-Encoding: chunked") + Chunks(Json.PadRight(2_000), 500) + "0\r\n\r\n");
        Assert.Equal((413, "request_too_large"), (await BodyServer.StatusAsync(client), await server.NextOutcomeAsync()));
    }

    [Theory]
    [InlineData("Content-Length: 0\r\nX: y", 400)]
    [InlineData("X: y", 400)]
    public async Task No_body_is_refused_in_words(string framing, int status)
    {
        await using var server = await BodyServer.StartAsync();
        foreach (var head in new[] { BodyServer.Head(framing), BodyServer.Head(framing).Replace("Content-Type: application/json\r\n", "", StringComparison.Ordinal) })
        {
            using var client = await server.ConnectAsync();
            await BodyServer.SendAsync(client, head);
            Assert.Equal((status, "invalid_request"), (await BodyServer.StatusAsync(client), await server.NextOutcomeAsync()));
        }
    }

    [Fact]
    public async Task A_body_without_a_type_is_refused()
    {
        await using var server = await BodyServer.StartAsync();
        using var client = await server.ConnectAsync();
        await BodyServer.SendAsync(client, $"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Json.Length}\r\n\r\n{Json}");
        Assert.Equal((415, "unsupported_media_type"), (await BodyServer.StatusAsync(client), await server.NextOutcomeAsync()));
    }

    [Theory]
    [InlineData(0, 200, "x")]
    [InlineData(10_000_000, 413, "request_too_large")]
    [InlineData(-1, 400, "invalid_request")]
    public async Task What_the_host_unpacks_is_bounded_too(int padding, int status, string outcome)
    {
        await using var server = await BodyServer.StartAsync();
        using var client = await server.ConnectAsync();
        var packed = padding < 0 ? new byte[50] : Pack(Json.PadRight(padding));
        await BodyServer.SendAsync(client, BodyServer.Head($"Content-Encoding: gzip\r\nContent-Length: {packed.Length}", "/unpack"));
        await BodyServer.SendAsync(client, packed);
        Assert.Equal((status, outcome), (await BodyServer.StatusAsync(client), await server.NextOutcomeAsync()));
    }

    private static string Chunks(string body, int size) => string.Concat(body.Chunk(size).Select(chunk => $"{chunk.Length:x}\r\n{new string(chunk)}\r\n"));

    private static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}

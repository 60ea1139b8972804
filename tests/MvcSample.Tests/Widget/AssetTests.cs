using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Polytomic.Connect.AspNetCore.Script;

namespace MvcSample.Tests.Widget;

public sealed class AssetTests : IAsyncLifetime
{
    private const int MostBytes = 1400;

    private readonly HttpClient _client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
    private WidgetHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WidgetHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task The_script_is_at_most_1400_bytes()
    {
        using var response = await GetAsync(ConnectAsset.Script, "br");
        Assert.Equal("br", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.InRange(response.Content.Headers.ContentLength!.Value, 1, MostBytes);
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("*;q=0.1, identity", null)]
    [InlineData("br;q=0, *;q=0", null)]
    [InlineData("zstd", null)]
    [InlineData("", null)]
    public async Task The_integrity_is_right_in_every_encoding(string accepted, string? encoding)
    {
        foreach (var asset in (ConnectAsset[])[ConnectAsset.Script, ConnectAsset.Stylesheet])
        {
            using var response = await GetAsync(asset, accepted);
            Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Equal("Accept-Encoding", Assert.Single(response.Headers.Vary));
            var content = Decode(encoding, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(asset.Integrity, "sha384-" + Convert.ToBase64String(SHA384.HashData(content)));
        }
    }

    [Theory]
    [InlineData("", "public, no-cache")]
    [InlineData("?v=other", "public, no-cache")]
    [InlineData(null, "public, max-age=31536000, immutable")]
    public async Task It_is_immutable_under_its_own_hash_only(string? query, string cacheControl)
    {
        using var response = await GetAsync(ConnectAsset.Script, "br", query);
        Assert.Equal(cacheControl.Split(", ").Order(), response.Headers.CacheControl!.ToString().Split(", ").Order());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("text/javascript", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task What_the_browser_has_is_not_sent_again()
    {
        using var first = await GetAsync(ConnectAsset.Script, "br");
        using var second = await GetAsync(ConnectAsset.Script, "br", known: first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(0, second.Content.Headers.ContentLength ?? 0);

        using var plain = await GetAsync(ConnectAsset.Script, "", known: first.Headers.ETag.ToString());
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.NotEqual(first.Headers.ETag, plain.Headers.ETag);
    }

    private async Task<HttpResponseMessage> GetAsync(ConnectAsset asset, string accepted, string? query = null, string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_host.App}{WidgetHost.Prefix}/{asset.Name}{query ?? "?v=" + asset.Version}");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static byte[] Decode(string? encoding, byte[] content)
    {
        using var source = new MemoryStream(content);
        using Stream decoded = encoding switch
        {
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            _ => source,
        };
        using var target = new MemoryStream();
        decoded.CopyTo(target);
        return target.ToArray();
    }
}

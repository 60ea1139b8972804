using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Polytomic.Connect.AspNetCore.Script;

/// <summary>A file that browsers load, embedded in this assembly: its bytes in every encoding, and its address and integrity by content.</summary>
internal sealed class ConnectAsset
{
    public const string ScriptName = "connect.js";
    public const string StylesheetName = "connect.css";

    public static readonly ConnectAsset Script = new(ScriptName, "text/javascript; charset=utf-8");
    public static readonly ConnectAsset Stylesheet = new(StylesheetName, "text/css; charset=utf-8");

    private readonly string _contentType;
    private readonly EncodedContent[] _contents;

    private ConnectAsset(string name, string contentType)
    {
        _contentType = contentType;
        Name = name;
        Content = Read(name);
        Version = Convert.ToHexString(SHA256.HashData(Content), 0, 8).ToLowerInvariant();
        Integrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(Content));
        _contents =
        [
            new("br", Version, () => Compression.Brotli(Content)),
            new("gzip", Version, () => Compression.Gzip(Content)),
            new("identity", Version, () => Content),
        ];
    }

    /// <summary>The last segment of its address.</summary>
    public string Name { get; }

    /// <summary>The value of <c>v</c> in its address: another for every content, so that the address can be cached for good.</summary>
    public string Version { get; }

    /// <summary>The value of the <c>integrity</c> attribute.</summary>
    public string Integrity { get; }

    /// <summary>The bytes as they are before any encoding.</summary>
    public byte[] Content { get; }

    /// <summary>Answers a GET or a HEAD.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        var content = ContentNegotiation.Choose(_contents, http.Request);
        var headers = response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        // It is the same public file for everybody; pages of other origins that may call the endpoints load it, too.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.AccessControlAllowOrigin = "*";
        headers.CacheControl = http.Request.Query["v"] == Version ? "public, max-age=31536000, immutable" : "public, no-cache";
        headers.ETag = content.ETag;

        if (ContentNegotiation.IsUnchanged(content, http.Request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (content.Encoding != "identity")
        {
            headers.ContentEncoding = content.Encoding;
        }

        response.ContentType = _contentType;
        response.ContentLength = content.Bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(content.Bytes, http.RequestAborted);
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(ConnectAsset).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}

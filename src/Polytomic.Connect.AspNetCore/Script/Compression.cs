using System.IO.Compression;

namespace Polytomic.Connect.AspNetCore.Script;

/// <summary>Compresses small contents once, as tightly as it goes.</summary>
internal static class Compression
{
    private const int BestBrotliQuality = 11;
    private const int LargestBrotliWindow = 22;

    public static byte[] Brotli(byte[] content)
    {
        var encoded = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        return BrotliEncoder.TryCompress(content, encoded, out var length, BestBrotliQuality, LargestBrotliWindow)
            ? encoded[..length]
            : throw new InvalidOperationException("The content could not be compressed.");
    }

    public static byte[] Gzip(byte[] content)
    {
        using var encoded = new MemoryStream();
        using (var gzip = new GZipStream(encoded, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return encoded.ToArray();
    }
}

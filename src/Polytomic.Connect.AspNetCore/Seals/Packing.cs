using System.IO.Compression;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>Makes long content smaller before it is sealed. What is unpacked was sealed by us.</summary>
internal static class Packing
{
    private const int Longest = 8 * 1024;
    private const int Quality = 9;
    private const int Window = 16;

    /// <summary>The content, packed, behind <paramref name="mark"/>; null for what is too long to be worth it.</summary>
    public static byte[]? Pack(byte mark, ReadOnlySpan<byte> content)
    {
        if (content.Length > Longest)
        {
            return null;
        }

        var packed = new byte[1 + BrotliEncoder.GetMaxCompressedLength(content.Length)];
        packed[0] = mark;
        return BrotliEncoder.TryCompress(content, packed.AsSpan(1), out var length, Quality, Window) ? packed[..(1 + length)] : null;
    }

    /// <summary>The content behind the mark.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var content = new byte[Longest];
        return BrotliDecoder.TryDecompress(packed[1..], content, out var length)
            ? content[..length]
            : throw new InvalidOperationException("What was sealed cannot be unpacked.");
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>IPv6 addresses between brackets, written with the longest run of zeros left out and never with a dotted end.</summary>
internal static class Ipv6Host
{
    private static readonly SearchValues<char> _characters = SearchValues.Create("0123456789ABCDEFabcdef:.");

    public static bool TryAppend(ReadOnlySpan<char> text, ref UrlBuffer output)
    {
        if (text.ContainsAnyExcept(_characters) || !HasStrictDottedEnd(text)
            || !IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        Span<ushort> pieces = stackalloc ushort[8];
        for (var i = 0; i < pieces.Length; i++)
        {
            pieces[i] = BinaryPrimitives.ReadUInt16BigEndian(octets[(2 * i)..]);
        }

        Append(pieces, ref output);
        return true;
    }

    /// <summary>Four decimal numbers without leading zeros, where there are any dots: parsers differ on the rest.</summary>
    private static bool HasStrictDottedEnd(ReadOnlySpan<char> text)
    {
        if (!text.Contains('.'))
        {
            return true;
        }

        Span<Range> parts = stackalloc Range[5];
        var end = text[(text.LastIndexOf(':') + 1)..];
        if (end.Split(parts, '.') != 4)
        {
            return false;
        }

        foreach (var range in parts[..4])
        {
            var part = end[range];
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }
        }

        return true;
    }

    private static void Append(scoped ReadOnlySpan<ushort> pieces, ref UrlBuffer output)
    {
        var (zeros, zerosEnd) = LongestZeros(pieces);
        output.Append('[');
        for (var i = 0; i < pieces.Length;)
        {
            if (i == zeros)
            {
                output.Append("::");
                i = zerosEnd;
                continue;
            }

            output.AppendNumber(pieces[i], "x");
            i++;
            if (i < pieces.Length && i != zeros)
            {
                output.Append(':');
            }
        }

        output.Append(']');
    }

    private static (int Start, int End) LongestZeros(ReadOnlySpan<ushort> pieces)
    {
        (int Start, int End) longest = (-1, 0);
        for (var start = 0; start < pieces.Length; start++)
        {
            var end = start;
            while (end < pieces.Length && pieces[end] == 0)
            {
                end++;
            }

            if (end - start > Math.Max(longest.End - longest.Start, 1))
            {
                longest = (start, end);
            }

            start = Math.Max(start, end);
        }

        return longest;
    }
}

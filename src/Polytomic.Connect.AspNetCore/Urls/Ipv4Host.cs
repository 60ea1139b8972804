namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>IPv4 addresses as browsers take them: one to four numbers, each decimal, octal (0…) or hexadecimal (0x…), the last filling the rest.</summary>
internal static class Ipv4Host
{
    /// <summary>A host whose last label is a number is an IPv4 address, or nothing at all.</summary>
    public static bool EndsInNumber(ReadOnlySpan<char> host)
    {
        host = WithoutTrailingDot(host);
        var last = host[(host.LastIndexOf('.') + 1)..];
        return last.Length > 0 && (!last.ContainsAnyExceptInRange('0', '9') || TryParseNumber(last, out _));
    }

    public static bool TryAppend(ReadOnlySpan<char> host, ref UrlBuffer output)
    {
        host = WithoutTrailingDot(host);
        var address = 0UL;
        for (var part = 0; part < 4; part++)
        {
            var dot = host.IndexOf('.');
            if (!TryParseNumber(dot < 0 ? host : host[..dot], out var number))
            {
                return false;
            }

            var bitsLeft = 32 - (8 * part);
            if (number >= 1UL << (dot < 0 ? bitsLeft : 8))
            {
                return false;
            }

            address |= dot < 0 ? number : number << (bitsLeft - 8);
            if (dot < 0)
            {
                Append((uint)address, ref output);
                return true;
            }

            host = host[(dot + 1)..];
        }

        return false;
    }

    private static ReadOnlySpan<char> WithoutTrailingDot(ReadOnlySpan<char> host) => host.Length > 0 && host[^1] == '.' ? host[..^1] : host;

    /// <summary>False for what is no number. One that is too large for an address comes back as larger than any.</summary>
    private static bool TryParseNumber(ReadOnlySpan<char> text, out ulong number)
    {
        number = 0;
        var radix = 10u;
        if (text.Length > 1 && text[0] == '0')
        {
            radix = text[1] is 'x' or 'X' ? 16u : 8u;
            text = text[(radix == 16 ? 2 : 1)..];
        }
        else if (text.IsEmpty)
        {
            return false;
        }

        foreach (var c in text)
        {
            var digit = char.IsAsciiDigit(c) ? (uint)(c - '0') : char.IsAsciiHexDigit(c) ? (uint)((c | 0x20) - 'a' + 10) : uint.MaxValue;
            if (digit >= radix)
            {
                return false;
            }

            number = Math.Min((number * radix) + digit, uint.MaxValue + 1UL);
        }

        return true;
    }

    private static void Append(uint address, ref UrlBuffer output)
    {
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            output.AppendNumber((byte)(address >> shift));
            if (shift > 0)
            {
                output.Append('.');
            }
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>
/// The host of a URL in its canonical form. Narrower than the standard on purpose: what no DNS name holds, and international names
/// whose mapping depends on the Unicode version or the platform, are refused (they can be written as "xn--").
/// </summary>
internal static class UrlHost
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");
    private static readonly IdnMapping _idn = new();

    public static bool TryAppend(ReadOnlySpan<char> host, ref UrlBuffer output)
    {
        if (host.Length > 0 && host[0] == '[')
        {
            return host[^1] == ']' && Ipv6Host.TryAppend(host[1..^1], ref output);
        }

        if (host.ContainsAnyExcept(_nameCharacters))
        {
            if (ToAscii(host) is not { } ascii)
            {
                return false;
            }

            host = ascii;
        }

        return Ipv4Host.EndsInNumber(host) ? Ipv4Host.TryAppend(host, ref output) : TryAppendName(host, ref output);
    }

    private static bool TryAppendName(ReadOnlySpan<char> name, ref UrlBuffer output)
    {
        var labels = name.Length > 0 && name[^1] == '.' ? name[..^1] : name;
        if (labels.Length is 0 or > LongestName || name.ContainsAnyExcept(_nameCharacters))
        {
            return false;
        }

        while (!labels.IsEmpty)
        {
            var dot = labels.IndexOf('.');
            if (dot is 0 or > LongestLabel || dot == labels.Length - 1 || (dot < 0 && labels.Length > LongestLabel))
            {
                return false;
            }

            labels = dot < 0 ? default : labels[(dot + 1)..];
        }

        output.AppendLowered(name);
        return true;
    }

    private static string? ToAscii(ReadOnlySpan<char> host)
    {
        try
        {
            var mapped = new char[host.Length];
            var unescaped = host.Contains('%') ? Unescape(host) : host;
            for (var i = 0; i < unescaped.Length; i++)
            {
                if (!InternationalNames.TryMap(unescaped[i], out mapped[i]))
                {
                    return null;
                }
            }

            // An "xn--" label that comes out of this would have to be decoded and checked against today's Unicode tables.
            var name = new string(mapped, 0, unescaped.Length);
            return name.Contains("xn--", StringComparison.Ordinal) ? null : Ascii.IsValid(name) ? name : _idn.GetAscii(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Unescape(ReadOnlySpan<char> host)
    {
        var octets = _strictUtf8.GetBytes(host.ToArray());
        var length = 0;
        for (var i = 0; i < octets.Length; i++)
        {
            var isEscape = octets[i] == '%' && i + 2 < octets.Length && char.IsAsciiHexDigit((char)octets[i + 1]) && char.IsAsciiHexDigit((char)octets[i + 2]);
            octets[length++] = isEscape ? byte.Parse(octets.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : octets[i];
            i += isEscape ? 2 : 0;
        }

        return _strictUtf8.GetString(octets, 0, length);
    }
}

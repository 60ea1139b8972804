using System.Text;

namespace Polytomic.Connect.AspNetCore.Tests.Urls;

/// <summary>URLs made of the pieces that parsers disagree about.</summary>
internal static class NastyUrls
{
    private static readonly string[] _schemes =
        ["https://", "http://", "HTTPS://", "https:", "https:/", "https:\\\\", "https:///", "http:\\/", "ht\ttps://", " https://", "https://\t", "//", "blob:https://", "javascript:", "data:", "file://", "ftp://"];

    private static readonly string[] _hostPieces =
    [
        "example", "com", ".", ".", ".", "a", "-", "_", "127", "0", "1", "255", "256", "0x7f", "0x", "017", "09", "2130706433", "localhost", "xn--", "xn--bcher-kva", "%2e", "%2E", "%41", "%00", "%", "%25", "%2f", "@", ":", "%40",
        "\uFF41", "\uFF0E", "\u3002", "\uFF0F", "\uFF11", "\u00FC", "\u00DC", "\u00DF", "\u03C2", "\u03A3", "\u0416", "\u65E5\u672C", "\u30AB", "\u30AC", "\u0301", "\u200D", "\u00AD", "\u05D0", "\u0130", "\u0131", "\u212A", "\uAC00", "\u0149",
        "[::1]", "[", "]", " ", "\t", "\n", "\\", "*", "~", "!", "\U0001F600", "%C3%BC", "%c3", "\u0660", "\u0958", "\uFB01", "\u1E9E", "\u0178", "\u0386", "\u0390", "\u0451", "\u0401",
    ];

    private static readonly string[] _ports = ["", "", "", ":", ":80", ":443", ":8080", ":0", ":00443", ":65535", ":65536", ":8 0", ":\uFF18", ":-1", ":8\t0"];

    private static readonly string[] _pathPieces =
    [
        "/", "/", "/", "\\", ".", "..", "%2e", "%2E", ".%2e", "a", "app", "%2f", "%5C", "%", "%zz", "%00", ";", "?", "#", "@", ":", "|", "^", "`", "{", "}", "\"", "'", "<", ">", " ", "\t", "\n", "\r", "\u0000", "\u001F", "\u007F", "\u0080", "\u00E9",
        "e\u0301", "\u2028", "\uFEFF", "\uFFFD", "\uFFFF", "\U0001F600", "\\..\\", "/./", "/../", "//", "~", "!$&()*+,=[]",
    ];

    private static readonly string[] _ipv6Pieces = ["0", "0", "1", "ffff", "00a", "12345", "::", ":", ":", ":", ":", "1.2.3.4", "127.0.0.1", "01.2.3.4", "1.2.3", "g", "%25eth0", "AbC"];

    public static readonly string[] Listed =
    [
        .. _schemes.Select(scheme => scheme + "example.com/x"),
        .. _hostPieces.SelectMany(piece => new[] { $"https://{piece}", $"https://a{piece}b.com/", $"https://{piece}example.com@x", $"https://example.com{piece}evil.com/" }),
        .. _ports.Select(port => $"http://example.com{port}/x"),
        .. _pathPieces.SelectMany(piece => new[] { $"https://example.com{piece}", $"https://example.com/{piece}/", $"https://example.com/a/{piece}x", $"https://example.com/a?{piece}x", $"https://example.com/a#{piece}x", $"https://example.com/{piece}{piece}/evil" }),
        .. Enumerable.Range(1, 0x2FF).Select(c => $"https://example.com/{(char)c}x?{(char)c}x#{(char)c}x"),
        .. Enumerable.Range(1, 0xD7FF).Concat(Enumerable.Range(0xE000, 0x2000)).SelectMany(c => new[] { $"https://x{(char)c}.example/", $"https://{(char)c}x/" }),
    ];

    public static IEnumerable<string> Generate(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder(Pick(random, _schemes[..(random.Next(4) == 0 ? _schemes.Length : 3)]));
            switch (random.Next(4))
            {
                case 0:
                    text.Append('[').Append(Several(random, _ipv6Pieces, 12)).Append(']');
                    break;
                case 1:
                    text.Append("example.com");
                    break;
                case 2:
                    text.AppendJoin('.', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Number(random)));
                    break;
                default:
                    text.Append(Several(random, _hostPieces, 5));
                    break;
            }

            text.Append(Pick(random, _ports)).Append(Several(random, _pathPieces, 10));
            yield return text.ToString();
        }
    }

    public static IEnumerable<string> GenerateLocal(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return (random.Next(4) == 0 ? "" : "/") + Several(random, _pathPieces, 8);
        }
    }

    private static string Number(Random random)
    {
        var value = random.NextInt64(1L << random.Next(1, 35));
        return random.Next(4) switch
        {
            0 => $"0x{value:x}",
            1 => "0" + Convert.ToString(value, 8),
            _ => $"{value}",
        };
    }

    private static string Several(Random random, string[] pieces, int most) => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => Pick(random, pieces)));

    private static string Pick(Random random, string[] pieces) => pieces[random.Next(pieces.Length)];
}

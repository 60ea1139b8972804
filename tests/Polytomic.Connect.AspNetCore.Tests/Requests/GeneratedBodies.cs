using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

/// <summary>One request as a hostile caller might send it.</summary>
public sealed record GeneratedBody(byte[] Bytes, string? ContentType, bool SameOrigin, bool KnowsLength)
{
    public override string ToString() => $"{ContentType} sameOrigin={SameOrigin} length={KnowsLength} {Convert.ToHexString(Bytes)} {Encoding.Latin1.GetString(Bytes)}";
}

/// <summary>Random bytes, random JSON, forms, and valid bodies that were damaged.</summary>
internal static class GeneratedBodies
{
    private static readonly string[] _valid =
    [
        """{"name":"My Postgres connection","type":"postgresql"}""",
        """{"name":"CRM","whitelist":["salesforce","hubspot","marketo","outreach"],"redirect_url":"https://app.example/done","dark":true}""",
        """{"connection":"248df4b7-aa70-47b8-a036-33ac447e668d","redirect_url":"https://app.example/"}""",
        """{"intent":"CfDJ8Fq-_abc","dark":false}""",
        """{"name":"\u00e9\ud83d\ude00 é"}""",
        "intent=CfDJ8Fq-_abc&dark=true",
    ];

    private static readonly string[] _names =
    [
        "name", "name", "type", "whitelist", "redirect_url", "dark", "connection", "intent", "organization_id", "Name", "n\\u0061me", "", "\\ud800", "\\u0000", "\\u202e", "__proto__", "a\\nb", new string('x', 300),
    ];

    private static readonly string[] _scalars =
    [
        "\"x\"", "\"postgresql\"", "\"\"", "\" \"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\\u0085\"", "\"\\u2028\"", "\"a\\nb\"", "\"\\q\"", "\"../me\"", "\"https://app.example/\"",
        "null", "true", "false", "0", "-1", "1e999", "01", "NaN", "\"" + new string('x', 200) + "\"", "\"" + new string('x', 201) + "\"", "\"unclosed", "",
    ];

    private static readonly string?[] _contentTypes =
    [
        "application/json", "application/json", "application/json", "application/json; charset=utf-8", "text/plain", "text/plain;charset=UTF-8", Bodies.Form, Bodies.Form, null, "", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "/", "\u00e9",
    ];

    public static Gen<GeneratedBody> All { get; } =
        from bytes in Gen.OneOf(RandomBytes, Json.Select(Encoding.UTF8.GetBytes), Json.Select(Encoding.UTF8.GetBytes), Form, Damaged, Damaged, Large)
        from contentType in Gen.Elements(_contentTypes)
        from sameOrigin in ArbMap.Default.GeneratorFor<bool>()
        from knowsLength in ArbMap.Default.GeneratorFor<bool>()
        select new GeneratedBody(bytes, contentType, sameOrigin, knowsLength);

    private static Gen<byte[]> RandomBytes => ArbMap.Default.GeneratorFor<byte>().ArrayOf();

    private static Gen<string> Json =>
        from members in Member.ListOf()
        from before in Gen.Elements("", "", "", " ", "\uFEFF", "[", "//x\n", "\0")
        from after in Gen.Elements("", "", "", "\n", ",", "}", "{}", "\0", "x")
        select $"{before}{{{string.Join(",", members)}}}{after}";

    private static Gen<string> Member =>
        from name in Gen.Elements(_names)
        from value in Value(3)
        from fits in Gen.Choose(0, 3)
        select $"\"{name}\":{(fits == 0 ? value : Fitting(name) ?? value)}";

    private static Gen<byte[]> Form =>
        from pairs in (from name in Gen.Elements("intent", "intent", "dark", "name", "", "%69ntent", "%ff", "a%00") from value in Gen.Elements("", "x", "true", "false", "%zz", "%C3", "+", "%0d%0a", "=") from separator in Gen.Elements("=", "=", "=", "", "==") select name + separator + value).ListOf()
        select Encoding.UTF8.GetBytes(string.Join("&", pairs));

    private static Gen<byte[]> Damaged =>
        from valid in Gen.Elements(_valid)
        from damages in (from at in Gen.Choose(0, 200) from kind in Gen.Choose(0, 5) from octet in Gen.Choose(0, 255) select (at, kind, octet)).ListOf()
        select damages.Take(4).Aggregate(Encoding.UTF8.GetBytes(valid), (bytes, damage) => Damage(bytes, damage.at, damage.kind, (byte)damage.octet));

    private static Gen<byte[]> Large =>
        from valid in Gen.Elements(_valid)
        from length in Gen.Frequency((15, Gen.Choose(2_000, 2_100)), (4, Gen.Choose(16_380, 16_388)), (1, Gen.Choose(20_000, 40_000)))
        select Encoding.UTF8.GetBytes(valid.PadRight(length));

    private static Gen<string> Value(int depth) => depth == 0
        ? Gen.Elements(_scalars)
        : Gen.Frequency(
            (6, Gen.Elements(_scalars)),
            (2, Value(depth - 1).ListOf().Select(values => $"[{string.Join(",", values.Take(4))}]")),
            (1, Value(depth - 1).Select(value => $"{{\"a\":{value}}}")));

    private static string? Fitting(string name) => name switch
    {
        "name" or "redirect_url" or "intent" or "type" => "\"some text\"",
        "connection" => "\"c1\"",
        "whitelist" => "[\"a\",\"b\",\"a\"]",
        "dark" => "true",
        _ => null,
    };

    private static byte[] Damage(byte[] bytes, int at, int kind, byte octet)
    {
        at = Math.Min(at, bytes.Length);
        return kind switch
        {
            0 => [.. bytes[..at], octet, .. bytes[at..]],
            1 => [.. bytes[..at], .. bytes[Math.Min(at + 1, bytes.Length)..]],
            2 => bytes[..at],
            3 => [.. bytes, .. bytes[at..]],
            4 => [.. bytes[..at], .. bytes[..at], .. bytes[at..]],
            _ => [.. bytes[..at], octet, .. bytes[Math.Min(at + 1, bytes.Length)..]],
        };
    }
}

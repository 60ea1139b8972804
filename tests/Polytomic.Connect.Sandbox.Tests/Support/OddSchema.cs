using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Tests.Support;

/// <summary>A schema as odd as they come, what a person would type into its form, and the JSON that has to come of it; the same for the same seed.</summary>
internal sealed class OddSchema
{
    private static readonly string[] Hiding = ["hidden", "api_field", "readOnly", "readonly"];
    private static readonly string[] NameEndings = ["", "", "", "", "_id", "-x", ".y", "/z", "~w", " v", "\u00E4", "[0]", "<b>", "\"q", "\\", "\n", "\u0001", "%22", "\U0001F600", "/0/~key"];
    private static readonly string[] NoNames = ["__proto__", "constructor", "toString", "~", "/", " ", "0", "~csrf", "~add"];
    private static readonly string[] Noise =
    [
        """
        "completions":true
        """, """
        "hierarchyCompletion":{"levels":["a",{"b":null}]}
        """, "\"defaultAll\":true", "\"leafSelectableOnly\":false", "\"x-unknown\":[{\"deep\":{}}]", "\"$comment\":\"a < b\"", "\"enum\":null", "\"required\":\"x\"",
        "\"description\":7", "\"examples\":[{\"a\":1}]", "\"examples\":\"plain\"", "\"examples\":[]", "\"suffix\":\".example.com\"", "\"hidden\":false", "\"format\":null",
        "\"title\":\"Older title\"", "\"description\":\"Some <b>help</b>\"", "\"readOnly\":\"yes\"",
    ];

    private readonly Random _random;
    private int _count;

    public OddSchema(int seed)
    {
        _random = new Random(seed);
        Expected = (JsonObject)Object("", depth: 0, out var body)!;
        Text = $"{{{(Chance(2) ? "\"type\":\"object\"," : "")}\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",{body}}}";
    }

    public string Text { get; }

    public JsonObject Expected { get; }

    public Dictionary<string, string[]> Controls { get; } = [];

    public List<string> Titles { get; } = [];

    public List<string> HiddenTitles { get; } = [];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private JsonObject? Object(string at, int depth, out string body)
    {
        var members = new JsonObject();
        var properties = new List<string>();
        var required = new List<string>();
        for (var i = _random.Next(1, 6); i > 0; i--)
        {
            var number = ++_count;
            var name = Chance(12) ? Pick(NoNames.Where(n => !members.ContainsKey(n)).DefaultIfEmpty($"f{number}").ToArray()) : $"f{number}{Pick(NameEndings)}";
            var title = name[..1] == "f" && name.Length < 8 && !name.Any(char.IsControl) && Chance(6) ? null : $"Field {number}";
            if (Chance(5))
            {
                properties.Add($"{Json(name)}:{{\"type\":\"string\",\"title\":\"Unseen {number}\",{Json(Pick(Hiding))}:true}}");
                HiddenTitles.Add($"Unseen {number}");
                required.Add(name);
                continue;
            }

            if (Chance(8))
            {
                // The last of a repeated member counts.
                properties.Add($"{Json(name)}:{{\"type\":\"integer\",\"title\":\"Unseen {number}\"}}");
                HiddenTitles.Add($"Unseen {number}");
            }

            Titles.Add(title ?? char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ').Replace('-', ' '));
            members[name] = Field(Join(at, name), title, depth, out var schema);
            properties.Add($"{Json(name)}:{schema}");
            if (Chance(2))
            {
                required.Add(name);
            }
        }

        // At least one field that the form needs, so that a group of defaults alone is not left out.
        var last = $"f{++_count}";
        Titles.Add($"Field {_count}");
        Controls[Join(at, last)] = ["typed"];
        members[last] = "typed";
        properties.Add($"\"{last}\":{{\"type\":\"string\",\"title\":\"Field {_count}\"}}");
        body = $"\"properties\":{{{string.Join(',', properties)}}},\"required\":{Json(required)}";
        return members;
    }

    private JsonNode? Field(string at, string? title, int depth, out string schema)
    {
        var parts = new List<string>();
        for (var i = _random.Next(3); i > 0; i--)
        {
            parts.Add(Pick(Noise).Trim());
        }

        JsonNode? value;
        switch (_random.Next(depth < 3 ? 12 : 8))
        {
            case 0:
                value = Switch(at, parts);
                break;
            case 1:
                value = Number(at, parts);
                break;
            case 2:
                value = Select(at, parts);
                break;
            case 3:
                value = Checks(at, parts);
                break;
            case 4:
                Controls[at] = ["one\r\n two \r\n\r\n"];
                parts.Add($"\"type\":\"array\"{Pick("", ",\"items\":{\"type\":\"string\"}", ",\"items\":true", ",\"items\":{}", ",\"items\":[]")}{Pick("", ",\"sensitive\":true")}");
                value = new JsonArray("one", "two");
                break;
            case 5:
                Controls[at] = ["""{"a":[1,{"b":null}]}"""];
                parts.Add(Pick("\"type\":\"object\"", "\"type\":\"object\",\"additionalProperties\":true", "\"type\":[\"object\",\"null\"],\"properties\":{}"));
                value = JsonNode.Parse(Controls[at][0]);
                break;
            case 6:
                Controls[$"{at}/0/~key"] = ["k/1"];
                Controls[$"{at}/0/~value"] = ["7"];
                var isText = Chance(2);
                parts.Add($"\"type\":\"object\",\"additionalProperties\":{{\"type\":\"{(isText ? "string" : "integer")}\"}}");
                value = new JsonObject { ["k/1"] = isText ? "7" : 7 };
                break;
            case 8 or 9:
                value = Object(at, depth + 1, out var group);
                parts.Add($"{Pick("", "\"type\":\"object\",")}{group}");
                break;
            case 10:
                value = new JsonArray(Object($"{at}/0", depth + 1, out var row));
                parts.Add($"{Pick("", "\"type\":\"array\",")}\"items\":{{{Pick("", "\"type\":\"object\",")}{row}}}");
                break;
            case 11:
                Controls[at] = ["[[1,2],[]]"];
                parts.Add("\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}");
                value = JsonNode.Parse(Controls[at][0]);
                break;
            default:
                value = Line(at, parts);
                break;
        }

        parts.RemoveAll(p => title is null && p.StartsWith("\"title\"", StringComparison.Ordinal));
        if (title is not null)
        {
            parts.Add($"\"title\":{Json(Chance(4) ? $" {title} " : title)}");
        }

        schema = $"{{{string.Join(',', parts)}}}";
        return value;
    }

    private JsonValue Switch(string at, List<string> parts)
    {
        var on = Chance(2);
        Controls[at] = on ? ["true"] : [];
        parts.Add($"\"type\":\"boolean\"{Pick("", ",\"default\":true", ",\"default\":false", ",\"default\":\"true\"", ",\"default\":\"no\"", ",\"default\":1", ",\"default\":null")}");
        return JsonValue.Create(on);
    }

    private JsonValue Number(string at, List<string> parts)
    {
        var isWhole = Chance(2);
        Controls[at] = [isWhole ? "-42" : "0.125"];
        parts.Add($"\"type\":\"{(isWhole ? "integer" : "number")}\"{Pick("", ",\"default\":\"7\"", ",\"default\":7.0", ",\"default\":{}", ",\"sensitive\":true", ",\"widget\":\"textarea\"")}");
        return isWhole ? JsonValue.Create(-42) : JsonValue.Create(0.125m);
    }

    private JsonNode? Select(string at, List<string> parts)
    {
        var (choices, key, value) = _random.Next(8) switch
        {
            0 => ("[\"a\",\"b\",\"b\"]", "b", "\"b\""),
            1 => ("[{\"value\":\"x\",\"label\":\"The X\"},{\"label\":\"Y\",\"value\":\"y\"}]", "y", "\"y\""),
            2 => ("[1,2.5,3]", "2.5", "2.5"),
            3 => ("[null,\"a\"]", "a", "\"a\""),
            4 => ("[{\"value\":\"\",\"label\":\"Standard\"},\"other\"]", "", "\"\""),
            5 => ("[true,false]", "false", "false"),
            6 => ("[{\"value\":1},{\"value\":2,\"label\":2}]", "2", "2"),
            _ => ("[\"true\",\"false\"]", "true", "\"true\""),
        };
        var type = value[0] switch
        {
            '"' when key == "true" => Pick("", "\"type\":\"boolean\",", "\"type\":\"string\","),
            '"' => Pick("", "\"type\":\"string\",", "\"type\":[\"string\",\"null\"],", "\"type\":\"integer\","),
            'f' => Pick("", "\"type\":\"boolean\","),
            _ => Pick("", "\"type\":\"number\",", "\"type\":\"string\","),
        };
        Controls[at] = [key];
        parts.RemoveAll(p => p.StartsWith("\"enum\"", StringComparison.Ordinal));
        parts.Add($"{type}\"enum\":{choices}{Pick("", $",\"default\":{value}", ",\"default\":\"elsewhere\"", $",\"default\":\"{key}\"")}");
        return JsonNode.Parse(value);
    }

    private JsonArray Checks(string at, List<string> parts)
    {
        Controls[at] = ["1", "3"];
        parts.Add($"\"type\":\"array\",\"items\":{{\"enum\":[1,2,3]{Pick("", ",\"type\":\"integer\"")}}}{Pick("", ",\"default\":[2,\"x\"]", ",\"default\":2")}");
        return [1, 3];
    }

    private JsonValue Line(string at, List<string> parts)
    {
        var (format, text) = _random.Next(9) switch
        {
            0 => ("json", """{"a":[1]}"""),
            1 => ("uri", "https://acme.example/x?y#z"),
            2 => ("url", "ftp://acme.example/"),
            3 => ("email", "ada@acme.example"),
            4 => ("date", "2026-11-24"),
            5 => ("uuid", "0f8fad5b-d9cb-469f-a165-70867728950e"),
            6 => ("hostname", "anything & <more>"),
            7 => ("date-time", "2026-11-24T10:30:00Z"),
            _ => ("", " \"quoted\" \u2028 text "),
        };
        parts.RemoveAll(p => p.StartsWith("\"format\"", StringComparison.Ordinal));
        Controls[at] = [text];
        parts.Add($"{Pick("\"type\":\"string\"", "\"type\":[\"null\",\"string\"]")}{(format.Length > 0 ? $",\"format\":\"{format}\"" : "")}");
        parts.Add(Pick("\"x\":1", "\"widget\":\"textarea\"", "\"widget\":\"file\"", "\"widget\":\"unknown\"", "\"sensitive\":true", "\"password\":true,\"default\":\"d\"", "\"sensitive\":false", "\"default\":5", "\"default\":[]"));
        return JsonValue.Create(text)!;
    }

    private static string Join(string at, string name)
    {
        var segment = string.Concat(name.Select(c => c switch
        {
            '~' => "~0",
            '/' => "~1",
            '"' or '\\' => $"~x{(int)c:x4}",
            _ when char.IsControl(c) => $"~x{(int)c:x4}",
            _ => c.ToString(),
        }));
        return at.Length == 0 ? segment : string.Create(CultureInfo.InvariantCulture, $"{at}/{segment}");
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}

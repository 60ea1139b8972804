using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Tests.Support;

/// <summary>Works out from a raw schema what a person would type into its form, and what JSON has to come of it.</summary>
internal sealed class FilledForm
{
    public Dictionary<string, string[]> Controls { get; } = [];

    public List<string> Labels { get; } = [];

    public JsonObject Expected { get; }

    public FilledForm(JsonObject schema) => Expected = Object(schema, "");

    public static bool IsShown(JsonNode? schema) => schema is not JsonObject s ||
        !(new[] { "hidden", "api_field", "readOnly", "readonly" }.Any(k => s[k]?.ToJsonString() == "true"));

    private JsonObject Object(JsonObject schema, string pointer)
    {
        var result = new JsonObject();
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            if (IsShown(property))
            {
                var at = pointer.Length == 0 ? name : $"{pointer}/{name}";
                result[name] = Value(property as JsonObject ?? [], name, at);
            }
        }

        return result;
    }

    private static JsonArray? ItemChoices(JsonObject schema) => (schema["items"] as JsonObject)?["enum"] as JsonArray;

    private static string Key(JsonNode? choice) => (choice is JsonObject pair ? pair["value"] : choice)!.GetValue<string>();

    private JsonNode? Value(JsonObject schema, string name, string at)
    {
        Labels.Add(schema["title"]?.GetValue<string>().Trim() ?? char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' '));
        var secret = schema["sensitive"]?.ToJsonString() == "true" || schema["password"]?.ToJsonString() == "true";
        var type = schema["type"]?.GetValue<string>() ?? "string";
        var choices = schema["enum"] as JsonArray;
        switch (type)
        {
            case "boolean":
                var on = schema["default"]?.ToJsonString() != "true";
                Controls[at] = on ? ["true"] : [];
                return on;
            case "integer":
                Controls[at] = ["7"];
                return 7;
            case "object":
                return Object(schema, at);
            case "array" when schema["items"] is JsonObject items && items["type"]?.GetValue<string>() == "object":
                return new JsonArray(Object(items, $"{at}/0"));
            case "array" when ItemChoices(schema) is { } itemChoices:
                var keys = itemChoices.Select(Key).ToArray();
                Controls[at] = keys;
                return new JsonArray([.. keys.Select(k => (JsonNode)k)]);
            case "array":
                Controls[at] = ["one\r\ntwo"];
                return new JsonArray("one", "two");
        }

        var text = choices is not null
            ? Key(choices[choices.Count - 1])
            : schema["format"]?.GetValue<string>() switch
            {
                "json" => """{"a":[1]}""",
                "email" => "ada@acme.example",
                "uri" or "url" => "https://acme.example/x",
                _ => $"<{name}> & \"more\"",
            };
        Controls[at] = [text];
        return secret ? "********" : text;
    }
}

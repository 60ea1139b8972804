using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>What was typed, picked, pasted or uploaded, as one value.</summary>
internal sealed partial class FormReader
{
    private const int MaxFile = 256 * 1024;

    private JsonNode? ReadScalar(Schema? schema, string text, string name, string title)
    {
        if (text.Length == 0)
        {
            return null;
        }

        switch (schema?.Kind)
        {
            case SchemaKind.Integer:
                if (Values.Integer(text) is { } whole)
                {
                    return whole;
                }

                _errors.TryAdd(name, $"{title} must be a whole number.");
                return null;
            case SchemaKind.Number:
                if (Values.Number(text) is { } number)
                {
                    return number;
                }

                _errors.TryAdd(name, $"{title} must be a number.");
                return null;
            case SchemaKind.Boolean:
                if (bool.TryParse(text, out var flag))
                {
                    return JsonValue.Create(flag);
                }

                _errors.TryAdd(name, $"{title} must be true or false.");
                return null;
            default:
                return JsonValue.Create(text);
        }
    }

    private JsonNode? ReadChoice(Schema schema, string key, string name)
    {
        if (schema.Choices.FirstOrDefault(c => c.Key == key) is { } choice)
        {
            return choice.Value?.DeepClone();
        }

        _errors.TryAdd(name, $"{schema.Title} must be one of {string.Join(", ", schema.Choices.Select(c => c.Label))}.");
        return null;
    }

    private JsonNode? ReadJson(Schema schema, string name)
    {
        var text = Text(name);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonNodes.From(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            _errors.TryAdd(name, $"{schema.Title} must be valid JSON.");
            return null;
        }
    }

    private async Task<JsonNode?> ReadFileAsync(Schema schema, string name, CancellationToken cancellationToken)
    {
        if (_form.Files.GetFile(name) is not { Length: > 0 } file)
        {
            return Text(name) is { Length: > 0 } pasted ? JsonValue.Create(pasted) : null;
        }

        if (file.Length > MaxFile)
        {
            _errors.TryAdd(name, $"{schema.Title} must not be larger than {MaxFile / 1024} KB.");
            return null;
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return JsonValue.Create(await reader.ReadToEndAsync(cancellationToken));
    }

    // The control has no time zone; the label says UTC.
    private static JsonNode? ReadDateTime(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            : JsonValue.Create(text);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Catalogue;

/// <summary>Makes a connection type of its entry in an index and its schema.</summary>
internal static class TypeReader
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static JsonElement Parse(Stream stream)
    {
        using var document = JsonDocument.Parse(stream, Lenient);
        return document.RootElement.Clone();
    }

    /// <summary>The entries of an index, whether it is a bare list or wrapped in <c>data</c>.</summary>
    public static IEnumerable<JsonElement> Entries(JsonElement index)
    {
        if (index.ValueKind == JsonValueKind.Object && index.TryGetProperty("data", out var data))
        {
            index = data;
        }

        return index.ValueKind == JsonValueKind.Array
            ? index.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object && Id(e) is not null)
            : [];
    }

    public static string? Id(JsonElement entry) =>
        entry.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    public static ConnectionType Create(string id, JsonElement? entry, JsonElement schema)
    {
        var read = SchemaReader.Read(schema);
        var info = entry is { } e ? JsonNodes.From(e) as JsonObject : null;
        return new ConnectionType
        {
            Id = id,
            Name = JsonNodes.String(info?["name"]) ?? Titles.FromName(id),
            UsesOAuth = info?["use_oauth"] is { } flag
                ? flag.GetValueKind() == JsonValueKind.True
                : read.Find("oauth_refresh_token") is not null,
            Capabilities = info?["capabilities"]?.DeepClone() as JsonObject ?? new JsonObject
            {
                ["source"] = true,
                ["destination"] = true,
                ["enrichment"] = false,
                ["orchestration"] = false,
            },
            RawSchema = schema,
            Schema = read,
        };
    }
}

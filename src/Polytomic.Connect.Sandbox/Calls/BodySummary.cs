using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Calls;

/// <summary>What a call sent, fit to be looked at: a configuration's secrets and what travels in addresses are masked.</summary>
internal sealed class BodySummary(ConnectionTypes types)
{
    // Where it is shown it is encoded for that place.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MaxLength = 2000;

    private static readonly HashSet<string> Known = new(
        ["name", "type", "configuration", "redirect_url", "whitelist", "connection", "connection_id", "dark", "organization_id", "validate", "reconnect", "policies"],
        StringComparer.Ordinal);

    public string? Of(JsonObject body)
    {
        if (body.Count == 0)
        {
            return null;
        }

        var copy = (JsonObject)body.DeepClone();
        if (copy["configuration"] is { } configuration)
        {
            // A change names no type, so nothing says what in it is secret.
            copy["configuration"] = configuration is JsonObject members && JsonNodes.String(copy["type"]) is { } id && types.TryGet(id, out var type)
                ? WithoutAddresses(Secrets.Redact(type.Schema, members))
                : JsonValue.Create(Secrets.Mask);
        }

        // A key that was put in the wrong place is a key all the same.
        foreach (var name in copy.Select(m => m.Key).Where(name => !Known.Contains(name)).ToList())
        {
            copy[name] = Secrets.Mask;
        }

        if (JsonNodes.String(copy["redirect_url"]) is { } url)
        {
            copy["redirect_url"] = Address(url);
        }

        var text = copy.ToJsonString(Readable);
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }

    private static JsonNode? WithoutAddresses(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject([.. members.Select(m => KeyValuePair.Create(m.Key, WithoutAddresses(m.Value)))]),
        JsonArray items => new JsonArray([.. items.Select(WithoutAddresses)]),
        _ => JsonNodes.String(node) is { } text && text.Contains("://", StringComparison.Ordinal) ? JsonValue.Create(Address(text)) : node?.DeepClone(),
    };

    // Keys travel in the query, and passwords before the host.
    private static string Address(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        if (start >= "://".Length && url.IndexOf('/', start) is var slash && url.LastIndexOf('@', slash < 0 ? url.Length - 1 : slash) is var at && at >= start)
        {
            url = url[..start] + Secrets.Mask + url[at..];
        }

        var cut = url.IndexOfAny(['?', '#']);
        return cut < 0 ? url : url[..(cut + 1)] + Secrets.Mask;
    }
}

using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Calls;

/// <summary>What a call sent, fit to be looked at: a configuration's secrets and what travels in addresses are masked.</summary>
internal sealed class BodySummary(ConnectionTypes types)
{
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
                ? Secrets.Redact(type.Schema, members)
                : JsonValue.Create(Secrets.Mask);
        }

        // A key that was put in the wrong place is a key all the same.
        foreach (var name in copy.Select(m => m.Key).Where(name => !Known.Contains(name)).ToList())
        {
            copy[name] = Secrets.Mask;
        }

        if (JsonNodes.String(copy["redirect_url"]) is { } url && url.IndexOfAny(['?', '#']) is var cut and >= 0)
        {
            copy["redirect_url"] = url[..(cut + 1)] + Secrets.Mask;
        }

        var text = copy.ToJsonString();
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }
}

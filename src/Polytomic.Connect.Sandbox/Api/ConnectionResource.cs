using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>Connections and their types in the API's words.</summary>
internal sealed class ConnectionResource(ConnectionTypes types)
{
    public JsonObject Connection(Connection connection, Account account, SandboxUrls urls)
    {
        types.TryGet(connection.Type, out var type);
        return new JsonObject
        {
            ["id"] = connection.Id.ToString(),
            ["name"] = connection.Name,
            ["type"] = new JsonObject
            {
                ["id"] = connection.Type,
                ["name"] = type?.Name ?? connection.Type,
                ["logo_url"] = urls.Origin + urls.Logo(connection.Type),
            },
            ["organization_id"] = connection.OrganizationId.ToString(),
            ["status"] = connection.Status,
            ["status_error"] = connection.StatusError,
            ["saved"] = connection.Saved,
            // Of a type that is no longer there nobody knows what is secret.
            ["configuration"] = type is null ? new JsonObject() : Secrets.Redact(type.Schema, connection.Configuration),
            ["created_at"] = Timestamp(connection.CreatedAt),
            ["created_by"] = Actor(account),
            ["updated_at"] = Timestamp(connection.UpdatedAt),
            ["updated_by"] = Actor(account),
            ["policies"] = new JsonArray(),
        };
    }

    public static JsonObject Type(ConnectionType type, SandboxUrls urls) => new()
    {
        ["id"] = type.Id,
        ["name"] = type.Name,
        ["logo_url"] = urls.Origin + urls.Logo(type.Id),
        ["use_oauth"] = type.UsesOAuth,
        ["capabilities"] = type.Capabilities.DeepClone(),
    };

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Actor(Account account) => new()
    {
        ["id"] = account.Id.ToString(),
        ["name"] = account.Name,
        ["type"] = "user",
    };
}

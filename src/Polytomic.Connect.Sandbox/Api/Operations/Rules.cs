using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Schemas;
using Polytomic.Connect.Sandbox.Testers;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>What several operations ask of the same members.</summary>
internal static class Rules
{
    private const int MaxNameLength = 255;

    public static string Name(ApiCall call)
    {
        var name = call.RequiredString("name");
        return name.Length <= MaxNameLength ? name : throw ApiError.Invalid("name", $"must not be longer than {MaxNameLength} characters");
    }

    public static ConnectionType Type(ConnectionTypes types, ApiCall call)
    {
        var id = call.RequiredString("type");
        return types.TryGet(id, out var type) ? type : throw ApiError.Invalid("type", $"\"{id}\" does not exist");
    }

    public static string RedirectUrl(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && !value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            ? value
            : throw ApiError.Invalid("redirect_url", "must be an absolute http or https URL");

    public static void Configuration(ConnectionType type, JsonObject configuration)
    {
        var errors = SchemaValidator.Validate(type.Schema, configuration);
        if (errors.Count == 0)
        {
            return;
        }

        var fields = new JsonObject();
        foreach (var (pointer, message) in errors)
        {
            fields[pointer] = message;
        }

        throw new ApiError(422, "invalid_configuration", $"configuration: {string.Join(" ", errors.Values)}")
        {
            Metadata = new JsonObject { ["fields"] = fields },
        };
    }

    public static async Task TestAsync(ConnectionTests tests, ConnectionType type, JsonObject configuration, int status, CancellationToken cancellationToken)
    {
        if (await tests.RunAsync(type, configuration, cancellationToken) is { Error: { } error })
        {
            throw new ApiError(status, "connection_failed", error);
        }
    }
}

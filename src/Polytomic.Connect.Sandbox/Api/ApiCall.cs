using System.Text.Json;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>A call whose key, version and body were read.</summary>
internal sealed record ApiCall(Account Account, string Version, SandboxUrls Urls, JsonObject Body, string? Id)
{
    public string RequiredString(string member)
    {
        var value = OptionalString(member);
        return string.IsNullOrWhiteSpace(value) ? throw ApiError.Invalid(member, "is required") : value;
    }

    public string? OptionalString(string member)
    {
        var value = Body[member];
        return value is null ? null : JsonNodes.String(value) ?? throw ApiError.Invalid(member, "must be a string");
    }

    public bool? OptionalBoolean(string member) => Body[member] switch
    {
        null => null,
        var value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw ApiError.Invalid(member, "must be true or false"),
    };

    public Guid? OptionalId(string member) => OptionalString(member) switch
    {
        null or "" => null,
        var text when Guid.TryParseExact(text, "D", out var id) => id,
        _ => throw ApiError.Invalid(member, "must be a UUID"),
    };

    public JsonObject? OptionalObject(string member) => Body[member] switch
    {
        null => null,
        JsonObject value => value,
        _ => throw ApiError.Invalid(member, "must be an object"),
    };

    /// <summary>The id in the path; what is no UUID is the id of nothing.</summary>
    public Guid ConnectionId => Guid.TryParse(Id, out var id) ? id : throw ApiError.NotFound("Connection");
}

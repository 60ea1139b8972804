using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>A refusal in Polytomic's form.</summary>
internal sealed class ApiError(int status, string key, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Key { get; } = key;

    public JsonObject? Metadata { get; init; }

    public string? RetryAfter { get; init; }

    public string? Allow { get; init; }

    public static ApiError Invalid(string field, string problem) => new(422, "invalid_request", $"{field} {problem}")
    {
        Metadata = new JsonObject { ["field"] = field },
    };

    public static ApiError NotFound(string what) => new(404, "not_found", $"{what} not found");

    public static ApiError NameTaken(string name) => new(422, "name_taken", $"A connection named \"{name}\" already exists in this organization")
    {
        Metadata = new JsonObject { ["field"] = "name" },
    };

    public ApiAnswer ToAnswer(string version)
    {
        var body = new JsonObject
        {
            ["status"] = Status,
            ["key"] = Key,
            ["message"] = Message,
            ["metadata"] = Metadata?.DeepClone() ?? new JsonObject(),
        };
        if (ApiVersions.HasOldErrors(version))
        {
            body["error"] = Message;
        }

        return ApiAnswer.Json(Status, body) with { RetryAfter = RetryAfter, Allow = Allow, Error = Message };
    }
}

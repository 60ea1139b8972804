using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>An answer as it goes out, so that it can be kept and given again.</summary>
internal sealed record ApiAnswer(int Status, ReadOnlyMemory<byte> Content, string ContentType = "application/json")
{
    public string? RetryAfter { get; init; }

    public string? Allow { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public string? Error { get; init; }

    public static ApiAnswer Data(JsonNode data) => Json(200, new JsonObject { ["data"] = data });

    public static ApiAnswer Json(int status, JsonObject body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()));

    /// <summary>The element as it was read, repeated members and all.</summary>
    public static ApiAnswer Raw(JsonElement element) => new(200, Encoding.UTF8.GetBytes(element.GetRawText()));

    public static ApiAnswer NoContent() => new(204, ReadOnlyMemory<byte>.Empty);
}

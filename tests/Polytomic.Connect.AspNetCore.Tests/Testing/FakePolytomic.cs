using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.AspNetCore.Tests.Testing;

/// <summary>Polytomic at the end of the product's own HTTP client: keeps what it was sent and lists what a test has put there.</summary>
internal sealed class FakePolytomic : HttpMessageHandler
{
    private readonly ConcurrentQueue<SentRequest> _requests = new();
    private readonly ConcurrentDictionary<string, JsonObject> _connections = new();

    public IReadOnlyList<SentRequest> Requests => [.. _requests];

    public IReadOnlyList<SentRequest> Starts => [.. _requests.Where(request => request.Method == "POST")];

    /// <summary>The types of the catalogue.</summary>
    public string[] Types { get; set; } = ["postgresql", "hubspot", "salesforce", "marketo", "outreach", "api"];

    /// <summary>Answers in place of what would be answered; null for that.</summary>
    public Func<SentRequest, CancellationToken, Task<HttpResponseMessage?>>? Intercept { get; set; }

    /// <summary>Makes the connection that the last session asked for.</summary>
    public JsonObject Connect(string type = "postgresql", string? name = null, string? organization = null, DateTimeOffset? at = null) =>
        Add(Guid.NewGuid().ToString(), name ?? Starts[^1].Json["name"]!.GetValue<string>(), type, organization, at ?? DateTimeOffset.UtcNow);

    public JsonObject Add(string id, string name, string type, string? organization, DateTimeOffset at)
    {
        var connection = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["type"] = new JsonObject { ["id"] = type, ["name"] = type },
            ["organization_id"] = organization ?? "0f0e0d0c-0000-4000-8000-000000000001",
            ["status"] = "healthy",
            ["saved"] = true,
            ["created_at"] = at.ToString("O"),
            ["updated_at"] = at.ToString("O"),
        };
        _connections[id] = connection;
        return connection;
    }

    public static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new SentRequest(
            request.Method.Method,
            request.RequestUri!,
            body,
            request.Headers.Authorization?.ToString(),
            request.Headers.TryGetValues("X-Polytomic-Version", out var versions) ? string.Join(',', versions) : null,
            request.Headers.TryGetValues("Idempotency-Key", out var keys) ? string.Join(',', keys) : null);
        _requests.Enqueue(sent);
        if (Intercept is { } intercept && await intercept(sent, cancellationToken) is { } answer)
        {
            return answer;
        }

        return sent.Path switch
        {
            "connections/connect" => Json(HttpStatusCode.OK, """{"data":{"redirect_url":"https://polytomic.example/connect?token=t","token":"t"}}"""),
            "connections" => Json(HttpStatusCode.OK, $$"""{"data":[{{string.Join(',', _connections.Values.Select(c => c.ToJsonString()))}}]}"""),
            "connection_types" => Json(HttpStatusCode.OK, $$"""{"data":[{{string.Join(',', Types.Select(t => $$"""{"id":"{{t}}","name":"{{t.ToUpperInvariant()}}","logo_url":null}"""))}}]}"""),
            "me" => Json(HttpStatusCode.OK, """{"data":{"id":"u"}}"""),
            var path when path.StartsWith("connections/", StringComparison.Ordinal) && _connections.TryGetValue(path["connections/".Length..], out var connection) =>
                Json(HttpStatusCode.OK, $$"""{"data":{{connection.ToJsonString()}}}"""),
            _ => Json(HttpStatusCode.NotFound, """{"status":404,"message":"not found"}"""),
        };
    }
}

internal sealed record SentRequest(string Method, Uri Uri, string Body, string? Authorization, string? Version, string? IdempotencyKey)
{
    public string Path => Uri.AbsolutePath["/api/".Length..];

    public JsonNode Json => JsonNode.Parse(Body)!;
}

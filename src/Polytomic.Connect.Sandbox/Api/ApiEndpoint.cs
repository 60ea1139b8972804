using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.Sandbox.Calls;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>Everything below <c>/api</c>: version, key, operation, body, idempotency, in this order.</summary>
internal sealed partial class ApiEndpoint(IEnumerable<IApiOperation> operations, Accounts accounts, IdempotentOutcomes outcomes, CallLog log, BodySummary summary, TimeProvider time, ILogger<ApiEndpoint> logger)
{
    private const int MaxBody = 1024 * 1024;

    private readonly IApiOperation[] _operations = [.. operations];

    /// <summary><paramref name="path"/> is what follows <c>api/</c>.</summary>
    public async Task HandleAsync(HttpContext context, string path, SandboxUrls urls)
    {
        var version = ApiVersions.Of(context.Request);
        var started = time.GetTimestamp();
        var seen = new Seen();
        ApiAnswer? answer = null;
        try
        {
            answer = await AnswerAsync(context, path.Trim('/'), urls, version, seen);
        }
        catch (ApiError e)
        {
            answer = e.ToAnswer(version ?? ApiVersions.Newest);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception e)
        {
            // The sandbox's own fault, such as a full disk: in Polytomic's form too, so that a client treats it as one of Polytomic's.
            Log.CallFailed(logger, context.Request.Method, e);
            answer = new ApiError(500, "internal", "The sandbox failed; its log says why").ToAnswer(version ?? ApiVersions.Newest);
        }

        log.Add(new SandboxCall
        {
            At = time.GetUtcNow(),
            Method = context.Request.Method,
            Path = "/" + path.Trim('/'),
            Status = answer?.Status ?? 0,
            Version = NullIfEmpty(context.Request.Headers[ApiVersions.Header].ToString()),
            IdempotencyKey = NullIfEmpty(context.Request.Headers[IdempotentOutcomes.Header].ToString()),
            Body = seen.Body is null ? null : summary.Of(seen.Body),
            Error = answer is null ? "The connection ended before there was an answer" : answer.Error,
            Duration = time.GetElapsedTime(started),
        });
        if (answer is not null)
        {
            await WriteAsync(context.Response, answer, version ?? ApiVersions.Newest);
        }
    }

    private async Task<ApiAnswer> AnswerAsync(HttpContext context, string path, SandboxUrls urls, string? version, Seen seen)
    {
        var request = context.Request;
        if (version is null)
        {
            throw new ApiError(400, "unknown_version", $"{ApiVersions.Header} must be one of {ApiVersions.Names}");
        }

        var account = accounts.Find(request) ?? throw new ApiError(401, "unauthorized", "The API key is missing or unknown");
        var operation = Find(request.Method, path, out var id);
        var body = HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method) ? await BodyAsync(request, context.RequestAborted) : [];
        seen.Body = body;
        var call = new ApiCall(account, version, urls, body, id);

        var key = HttpMethods.IsPost(request.Method) ? request.Headers[IdempotentOutcomes.Header].ToString() : "";
        if (key.Length == 0)
        {
            return await RunAsync(context, operation, call);
        }

        if (!IdempotentOutcomes.IsValid(key))
        {
            throw new ApiError(400, "invalid_idempotency_key", $"{IdempotentOutcomes.Header} takes letters, digits, - and _ only");
        }

        return await outcomes.OnceAsync(account.OrganizationId, key, async () =>
        {
            try
            {
                return await RunAsync(context, operation, call);
            }
            catch (ApiError e)
            {
                return e.ToAnswer(version);
            }
        });
    }

    private async Task<ApiAnswer> RunAsync(HttpContext context, IApiOperation operation, ApiCall call)
    {
        if (Trouble.In(JsonNodes.String(call.Body["name"])) is { } trouble && await Trouble.MakeAsync(trouble, context, time) is { } answer)
        {
            return answer;
        }

        return await operation.HandleAsync(call, context.RequestAborted);
    }

    private IApiOperation Find(string method, string path, out string? id)
    {
        id = null;
        var allowed = new List<string>();
        foreach (var operation in _operations.OrderBy(o => o.Path.Contains('{', StringComparison.Ordinal)))
        {
            if (!Matches(operation.Path, path, out var value))
            {
                continue;
            }

            if (operation.Method == method)
            {
                id = value;
                return operation;
            }

            allowed.Add(operation.Method);
        }

        throw allowed.Count == 0
            ? ApiError.NotFound("Path")
            : new ApiError(405, "method_not_allowed", $"{method} is not possible here") { Allow = string.Join(", ", allowed.Distinct()) };
    }

    private static bool Matches(string template, string path, out string? id)
    {
        id = null;
        if (!template.EndsWith("/{id}", StringComparison.Ordinal))
        {
            return template == path;
        }

        var prefix = template[..^"{id}".Length];
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        id = path[prefix.Length..];
        return id.Length > 0 && !id.Contains('/', StringComparison.Ordinal);
    }

    private static async Task<JsonObject> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > MaxBody)
            {
                throw new ApiError(413, "too_large", "The body is too large");
            }

            buffer.Write(chunk, 0, read);
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
            return JsonNodes.From(document.RootElement) as JsonObject ?? throw new ApiError(400, "invalid_json", "The body must be a JSON object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair parses, but is no text.
            throw new ApiError(400, "invalid_json", "The body is not JSON");
        }
    }

    private static async Task WriteAsync(HttpResponse response, ApiAnswer answer, string version)
    {
        response.StatusCode = answer.Status;
        response.Headers[ApiVersions.Header] = version;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (answer.RetryAfter is not null)
        {
            response.Headers.RetryAfter = answer.RetryAfter;
        }

        if (answer.Allow is not null)
        {
            response.Headers.Allow = answer.Allow;
        }

        if (answer.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (answer.Content.Length > 0)
        {
            response.ContentType = answer.ContentType;
            response.Headers.ContentLength = answer.Content.Length;
            await response.Body.WriteAsync(answer.Content);
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "A {Method} call of the sandbox's API failed.")]
        public static partial void CallFailed(ILogger logger, string method, Exception exception);
    }

    /// <summary>What was read by the time that an answer, or an error, came.</summary>
    private sealed class Seen
    {
        public JsonObject? Body { get; set; }
    }
}

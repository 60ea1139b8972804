using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Answers with <c>application/problem+json</c>.</summary>
internal static class ProblemAnswer
{
    public static async Task WriteAsync(HttpContext context, PolytomicConnectException refusal)
    {
        var status = ErrorStatus.Of(refusal.Code);
        var body = new ArrayBufferWriter<byte>(512);
        Write(body, status, refusal);

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.WrittenCount;
        SetHeaders(response, refusal);
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    /// <summary>The headers of a refusal, in whatever form it is told.</summary>
    public static void SetHeaders(HttpResponse response, PolytomicConnectException refusal)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (refusal.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void Write(IBufferWriter<byte> body, int status, PolytomicConnectException refusal)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteNumber("status"u8, status);
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
        json.WriteString("detail"u8, refusal.Message);
        json.WriteString("code"u8, refusal.Code);
        json.WriteString("error"u8, refusal.Message);
        json.WriteEndObject();
    }
}

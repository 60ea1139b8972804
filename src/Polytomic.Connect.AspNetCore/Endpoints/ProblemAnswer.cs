using System.Buffers;
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
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
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

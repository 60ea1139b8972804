using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Answers with <c>{"data":...}</c>.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync<T>(HttpContext context, T data, Action<Utf8JsonWriter, T> write)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WritePropertyName("data"u8);
            write(json, data);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.WrittenCount;
        return response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Json;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Answers with <c>{"data":...}</c>.</summary>
internal static class JsonAnswer
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask WriteAsync<T>(HttpContext context, T data, Action<Utf8JsonWriter, T> write)
    {
        using var buffer = JsonBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WritePropertyName("data"u8);
        write(json, data);
        json.WriteEndObject();

        var body = buffer.Written;
        var response = context.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>Names that ask for trouble: <c>sandbox:503</c> anywhere in a connection's name makes the call fail that way.</summary>
internal static partial class Trouble
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    public static string? In(string? name) => name is not null && Pattern().Match(name) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The answer that was asked for, or null where the call goes on after all.</summary>
    public static async Task<ApiAnswer?> MakeAsync(string trouble, HttpContext context, TimeProvider time)
    {
        switch (trouble)
        {
            case "401": throw new ApiError(401, "unauthorized", "The name asked for a refused key");
            case "403": throw new ApiError(403, "forbidden", "The name asked for a key without permission");
            case "409": throw new ApiError(409, "conflict", "The name asked for a conflict") { RetryAfter = "1" };
            case "422": throw new ApiError(422, "invalid_request", "The name asked to be refused");
            case "429": throw new ApiError(429, "rate_limited", "The name asked for a rate limit") { RetryAfter = "1" };
            case "500": throw new ApiError(500, "internal", "The name asked for a failure");
            case "503": throw new ApiError(503, "unavailable", "The name asked for an outage") { RetryAfter = "1" };
            case "html": return new ApiAnswer(502, Encoding.UTF8.GetBytes("<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>"), "text/html") { Error = "502 in HTML" };
            case "garbage": return new ApiAnswer(200, Encoding.UTF8.GetBytes("""{"data":{"redirect_url":""")) { Error = "JSON cut short" };
            case "reset":
                context.Abort();
                throw new OperationCanceledException("The name asked for the connection to be cut.");
            case "timeout":
                await Task.Delay(Hang, time, context.RequestAborted);
                throw new ApiError(504, "timeout", "The name asked for no answer");
            default:
                await Task.Delay(Slow, time, context.RequestAborted);
                return null;
        }
    }

    [GeneratedRegex("sandbox:(401|403|409|422|429|500|503|timeout|reset|html|garbage|slow)(?![A-Za-z0-9])")]
    private static partial Regex Pattern();
}

using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>The caller's <c>Idempotency-Key</c>: requests that carry the same one, of the same user, are the same request.</summary>
internal static class IdempotencyKey
{
    public const string HeaderName = "Idempotency-Key";

    private const int Longest = 255;

    /// <summary>Null where the caller sent none.</summary>
    public static string? Read(IHeaderDictionary headers)
    {
        var values = headers[HeaderName];
        if (values.Count == 0)
        {
            return null;
        }

        var key = values.Count == 1 ? values[0] : null;
        return string.IsNullOrEmpty(key) || key.Length > Longest || key.AsSpan().ContainsAnyExcept(MemberRules.PlainCharacters)
            ? throw Refusal.Invalid($"'{HeaderName}' must be one value of 1 to {Longest} letters, digits, '-' and '_'.")
            : key;
    }
}

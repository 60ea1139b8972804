using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>What Polytomic says of a refusal: <c>message</c>, or <c>error</c> as old versions have it.</summary>
internal static class ErrorMessage
{
    private const int Longest = 500;

    /// <param name="body">The answer's body: anything.</param>
    /// <param name="secret">The key that was used: a message that repeats it is no message.</param>
    public static string? Read(ReadOnlySpan<byte> body, string secret)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            string? error = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMessage = reader.ValueTextEquals("message"u8);
                var isError = reader.ValueTextEquals("error"u8);
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && (isMessage || isError))
                {
                    var text = Clean(reader.GetString()!, secret);
                    if (isMessage && text is not null)
                    {
                        return text;
                    }

                    error ??= text;
                }
                else
                {
                    reader.Skip();
                }
            }

            return error;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Clean(string text, string secret)
    {
        if (text.Contains(secret, StringComparison.Ordinal))
        {
            return null;
        }

        var kept = text.Length > Longest ? text[..Longest] : text;
        kept = string.Create(kept.Length, kept, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(from[i]) ? ' ' : from[i];
            }
        }).Trim();
        return kept.Length == 0 ? null : kept;
    }
}

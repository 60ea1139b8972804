using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>What Polytomic says of a refusal: <c>message</c>, or <c>error</c> as old versions have it.</summary>
internal static class ErrorMessage
{
    private const int Longest = 500;

    /// <param name="body">The answer's body: anything.</param>
    /// <param name="account">Whose key was used: a message that repeats it is no message.</param>
    public static string? Read(ReadOnlySpan<byte> body, PolytomicAccount account)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            string? message = null, error = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMessage = reader.ValueTextEquals("message"u8);
                var isError = reader.ValueTextEquals("error"u8);
                reader.Read();
                var text = isMessage || isError ? Clean(JsonText.Read(ref reader), account) : null;
                message ??= isMessage ? text : null;
                error ??= isError ? text : null;
                reader.Skip();
            }

            return message ?? error;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Clean(string? text, PolytomicAccount account)
    {
        if (string.IsNullOrWhiteSpace(text) || Repeats(text, account.Token) || Repeats(text, account.PresentedToken))
        {
            return null;
        }

        var kept = text.Length > Longest ? text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] : text;
        return string.Create(kept.Length, kept, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(from[i]) ? ' ' : from[i];
            }
        }).Trim();
    }

    private static bool Repeats(string text, string secret) => text.Contains(secret, StringComparison.OrdinalIgnoreCase);
}

using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Text in answers that may hold anything.</summary>
internal static class JsonText
{
    /// <summary>Reads the value on whose first token the reader stands, to its end.</summary>
    /// <returns>The text; null for any other value, and for text that is none: bytes that are not UTF-8, half a surrogate pair.</returns>
    /// <exception cref="JsonException">This is not JSON.</exception>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

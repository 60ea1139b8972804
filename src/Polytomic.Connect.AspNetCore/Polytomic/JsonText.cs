using System.Buffers;
using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Text in answers that may hold anything.</summary>
internal static class JsonText
{
    private const int ShortText = 256;

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

    /// <summary>The hash of the text on which the reader stands, as <see cref="string.GetHashCode()"/> gives it; 0 for what is no text.</summary>
    public static int Hash(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return 0;
        }

        var rented = reader.ValueSpan.Length > ShortText ? ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length) : null;
        try
        {
            var text = rented ?? stackalloc char[ShortText];
            return string.GetHashCode(text[..reader.CopyString(text)]);
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }
}

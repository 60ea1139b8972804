using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Text in answers that may hold anything.</summary>
internal static class JsonText
{
    private const int ShortText = 512;

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

    /// <summary>A hash of the text on which the reader stands, taken of its bytes as they arrived; 0 for what is no text.</summary>
    public static int Hash(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return 0;
        }

        return reader.ValueIsEscaped ? Read(ref reader) is { } text ? Hash(text) : 0 : Hash(reader.ValueSpan);
    }

    /// <summary>The same hash of a text that is known. Another one in every process.</summary>
    public static int Hash(string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = length > ShortText ? ArrayPool<byte>.Shared.Rent(length) : null;
        var bytes = rented ?? stackalloc byte[ShortText];
        var hash = Hash(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }
}

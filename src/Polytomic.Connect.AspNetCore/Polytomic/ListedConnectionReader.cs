using System.Globalization;
using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Reads one connection from JSON, taking only the members that matter.</summary>
internal static class ListedConnectionReader
{
    /// <summary>What is read is kept for a while, and sealed: text that is longer than any of these can sensibly be is none.</summary>
    private const int LongestText = 2_000;

    /// <summary>Reads the object on whose start the reader stands, and leaves it on its end.</summary>
    /// <returns>The connection; null for one without an id or a name.</returns>
    /// <exception cref="JsonException">This is not JSON.</exception>
    public static ListedConnection? Read(ref Utf8JsonReader reader)
    {
        string? id = null, name = null, type = null, organization = null, status = null, updated = null;
        bool? saved = null;
        DateTimeOffset? created = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                name = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                type = ReadType(ref reader);
            }
            else if (reader.ValueTextEquals("organization_id"u8))
            {
                organization = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                status = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("saved"u8))
            {
                reader.Read();
                saved = reader.TokenType switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => null };
                reader.Skip();
            }
            else if (reader.ValueTextEquals("created_at"u8))
            {
                created = DateTimeOffset.TryParse(ReadText(ref reader), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
            }
            else if (reader.ValueTextEquals("updated_at"u8))
            {
                updated = ReadText(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return id is null || name is null ? null : new ListedConnection(id, name, type, organization, status, saved, created, updated);
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Bounded(JsonText.Read(ref reader));
    }

    private static string? Bounded(string? text) => text?.Length <= LongestText ? text : null;

    /// <summary><c>{"id":"postgresql",...}</c>, or the id alone.</summary>
    private static string? ReadType(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Bounded(JsonText.Read(ref reader));
        }

        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = ReadText(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return id;
    }
}

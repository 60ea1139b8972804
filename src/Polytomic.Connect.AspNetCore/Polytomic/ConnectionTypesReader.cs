using System.Text.Json;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Reads the catalogue: <c>{"data":[{"id","name","logo_url",...}]}</c>.</summary>
internal static class ConnectionTypesReader
{
    /// <returns>The types, each once; null where this is no catalogue, or not a whole one.</returns>
    public static List<ConnectionType>? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return Read(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static List<ConnectionType>? Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isData)
            {
                return reader.TokenType == JsonTokenType.StartArray ? ReadList(ref reader) : null;
            }

            reader.Skip();
        }

        return null;
    }

    private static List<ConnectionType> ReadList(ref Utf8JsonReader reader)
    {
        var types = new List<ConnectionType>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // What is no type, or has no id, cannot be connected: the others can.
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else if (ReadType(ref reader) is { } type && ids.Add(type.Id))
            {
                types.Add(type);
            }
        }

        return types;
    }

    private static ConnectionType? ReadType(ref Utf8JsonReader reader)
    {
        string? id = null, name = null, logo = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isName, isLogo) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("name"u8), reader.ValueTextEquals("logo_url"u8));
            reader.Read();
            if (isId)
            {
                id = JsonText.Read(ref reader);
            }
            else if (isName)
            {
                name = JsonText.Read(ref reader);
            }
            else if (isLogo)
            {
                logo = JsonText.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        // Browsers show the logo as an image: anything but a web address is left out.
        return string.IsNullOrEmpty(id) ? null : new ConnectionType(id, name ?? id, WebUrl.TryParse(logo, out var url) ? url.Href : null);
    }
}

using System.Text.Json;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Reads the catalogue: <c>{"data":[{"id","name","logo_url",...}]}</c>.</summary>
internal static class ConnectionTypesReader
{
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
            if (isData && reader.TokenType == JsonTokenType.StartArray)
            {
                return ReadList(ref reader);
            }

            reader.Skip();
        }

        return null;
    }

    private static List<ConnectionType> ReadList(ref Utf8JsonReader reader)
    {
        var types = new List<ConnectionType>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string? id = null, name = null, logo = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ref var member = ref id;
                if (reader.ValueTextEquals("name"u8))
                {
                    member = ref name;
                }
                else if (reader.ValueTextEquals("logo_url"u8))
                {
                    member = ref logo;
                }
                else if (!reader.ValueTextEquals("id"u8))
                {
                    reader.Read();
                    reader.Skip();
                    continue;
                }

                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                {
                    member = reader.GetString();
                }

                reader.Skip();
            }

            if (!string.IsNullOrEmpty(id))
            {
                // Browsers show this as an image: anything but a web address is left out.
                types.Add(new ConnectionType(id, name ?? id, WebUrl.TryParse(logo, out var url) ? url.Href : null));
            }
        }

        return types;
    }
}

using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Reads <c>{"data":{...}}</c>.</summary>
internal static class ConnectAnswer
{
    public static string? ReadRedirectUrl(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!MoveToData(ref reader))
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isAddress = reader.ValueTextEquals("redirect_url"u8);
                reader.Read();
                if (isAddress)
                {
                    return JsonText.Read(ref reader);
                }

                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said by returning nothing: what Polytomic sent makes no sense.
        }

        return null;
    }

    public static ListedConnection? ReadConnection(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return MoveToData(ref reader) ? ListedConnectionReader.Read(ref reader) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static bool HasData(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return MoveToData(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool MoveToData(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isData)
            {
                return reader.TokenType == JsonTokenType.StartObject;
            }

            reader.Skip();
        }

        return false;
    }
}

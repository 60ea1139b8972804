using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>What the user may choose from in the modal: one type, some, or (neither) everything.</summary>
internal readonly record struct IntegrationChoice(string? Type, IReadOnlyCollection<string>? Whitelist)
{
    public static IntegrationChoice Everything => default;

    /// <summary>The types that a connection may have; null where any will do.</summary>
    public IReadOnlyCollection<string>? Types => Type is not null ? [Type] : Whitelist;

    public void Write(Utf8JsonWriter json)
    {
        if (Type is not null)
        {
            json.WriteString("type"u8, Type);
        }
        else if (Whitelist is not null)
        {
            json.WriteStartArray("whitelist"u8);
            foreach (var id in Whitelist)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        }
    }
}

using System.Text.Json;
using Polytomic.Connect.AspNetCore.Json;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>What Polytomic is sent, built from what was checked.</summary>
internal readonly record struct ConnectCall
{
    public required string Name { get; init; }

    public required string RedirectUrl { get; init; }

    /// <summary>The sealed session, appended to the product's own completion page; null where the user is sent elsewhere.</summary>
    public string? State { get; init; }

    public required IntegrationChoice Choice { get; init; }

    public string? ConnectionId { get; init; }

    public string? OrganizationId { get; init; }

    public bool? Dark { get; init; }

    public ReadOnlyMemory<byte> ToJson()
    {
        using var buffer = JsonBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteString("name"u8, Name);
        WriteRedirectUrl(json);
        Choice.Write(json);
        if (ConnectionId is not null)
        {
            json.WriteString("connection"u8, ConnectionId);
        }

        if (OrganizationId is not null)
        {
            json.WriteString("organization_id"u8, OrganizationId);
        }

        if (Dark is { } dark)
        {
            json.WriteBoolean("dark"u8, dark);
        }

        json.WriteEndObject();

        // A copy: a connection that is given up may go on reading it.
        return buffer.Written.ToArray();
    }

    private void WriteRedirectUrl(Utf8JsonWriter json)
    {
        if (State is null)
        {
            json.WriteString("redirect_url"u8, RedirectUrl);
            return;
        }

        // The longest string of the request is put together where it is needed for no longer than that.
        Span<char> buffer = stackalloc char[2048];
        if (buffer.TryWrite($"{RedirectUrl}?state={State}", out var length))
        {
            json.WriteString("redirect_url"u8, buffer[..length]);
        }
        else
        {
            json.WriteString("redirect_url"u8, $"{RedirectUrl}?state={State}");
        }
    }
}

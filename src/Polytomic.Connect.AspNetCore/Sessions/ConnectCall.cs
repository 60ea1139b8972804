using Polytomic.Connect.AspNetCore.Json;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>What Polytomic is sent, built from what was checked.</summary>
internal sealed record ConnectCall
{
    public required string Name { get; init; }

    public required string RedirectUrl { get; init; }

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
        json.WriteString("redirect_url"u8, RedirectUrl);
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
}

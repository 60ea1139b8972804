using Polytomic.Connect.AspNetCore.Seals;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>A session in few bytes: what is sealed, and what is kept until it is completed.</summary>
internal static class SessionContent
{
    private const byte Navigation = 1;
    private const byte OrganizationIsUsers = 2;
    private const byte Packed = 0x80;

    public static byte[] Write(SessionTicket ticket)
    {
        using var writer = new SealWriter();
        var organizationIsUsers = ticket.OrganizationId == ticket.UserOrganization;
        writer.Write((byte)((ticket.IsNavigation ? Navigation : 0) | (organizationIsUsers ? OrganizationIsUsers : 0)));
        writer.Write(ticket.Id);
        writer.Write(ticket.UserKey);
        writer.Write(ticket.StartedAt);
        writer.Write(ticket.ExpiresAt);
        writer.Write(ticket.UserOrganization);
        if (!organizationIsUsers)
        {
            writer.Write(ticket.OrganizationId);
        }

        // The connection's name is made of the name: only what stands around it is kept.
        writer.Write(ticket.Name);
        if (ticket.Name is { } name)
        {
            writer.WriteAround(name, ticket.ConnectionName);
        }
        else
        {
            writer.Write((string[]?)null);
        }

        writer.Write(ticket.ConnectionId);
        writer.Write(ticket.UpdatedBefore);
        writer.Write(ticket.ReturnUrl);
        writer.Write(ticket.Types);
        return writer.ToArray();
    }

    /// <summary>The same in fewer bytes; null where that is not worth it.</summary>
    public static byte[]? Pack(byte[] content) => Packing.Pack(Packed, content);

    /// <summary>Reads what was written, packed or not.</summary>
    public static SessionTicket Read(byte[] content)
    {
        if (content[0] == Packed)
        {
            content = Packing.Unpack(content);
        }

        var reader = new SealReader(content);
        var flags = reader.ReadByte();
        var id = reader.ReadGuid();
        var userKey = reader.ReadUInt128();
        var startedAt = reader.ReadMoment();
        var expiresAt = reader.ReadMoment();
        var userOrganization = reader.ReadText();
        var organizationId = (flags & OrganizationIsUsers) != 0 ? userOrganization : reader.ReadText();
        var name = reader.ReadText();
        var aroundName = reader.ReadTexts();
        return new SessionTicket
        {
            Id = id,
            UserKey = userKey,
            StartedAt = startedAt,
            ExpiresAt = expiresAt,
            UserOrganization = userOrganization,
            OrganizationId = organizationId,
            Name = name,
            ConnectionName = aroundName is null ? null : string.Join(name, aroundName),
            ConnectionId = reader.ReadText(),
            UpdatedBefore = reader.ReadText(),
            ReturnUrl = reader.ReadText(),
            Types = reader.ReadTexts(),
            IsNavigation = (flags & Navigation) != 0,
        };
    }
}

using Microsoft.AspNetCore.DataProtection;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Seals;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>The one sealed value of a session: <c>state</c> on the way back, <c>session</c> for those who ask.</summary>
internal sealed class SessionSeal(IDataProtectionProvider dataProtection)
{
    public const int Longest = 1500;

    private const byte Navigation = 1;
    private const byte OrganizationIsUsers = 2;
    private const byte NameIsInConnectionName = 4;

    private readonly Seal _seal = new(dataProtection, "Session.v1");

    /// <exception cref="PolytomicConnectException">What was asked for does not fit.</exception>
    public string Close(SessionTicket ticket)
    {
        var text = _seal.Close(Write(ticket));
        if (text.Length > Longest && ticket.Types is not null)
        {
            // Which type it becomes is then Polytomic's to enforce: the list went upstream.
            text = _seal.Close(Write(ticket with { Types = null }));
        }

        return text.Length <= Longest
            ? text
            : throw new PolytomicConnectException(ErrorCodes.InvalidRequest, "\"name\" and the return address are too long together.");
    }

    /// <exception cref="PolytomicConnectException">It is none, or not this user's; which of them is not said.</exception>
    public SessionTicket Open(string? text, ConnectUser user)
    {
        if (text is { Length: > 0 and <= Longest } && _seal.Open(text) is { } content && Read(content) is var ticket && ticket.UserKey == user.Key)
        {
            return ticket;
        }

        throw Unknown();
    }

    /// <summary>What is said of every session that cannot be opened, whatever the reason.</summary>
    public static PolytomicConnectException Unknown() =>
        new(ErrorCodes.SessionInvalid, "This session is not known, or not yours. Please start again.");

    private static byte[] Write(SessionTicket ticket)
    {
        // The name is nearly always a part of the connection's name: then only where it stands is kept.
        var nameAt = ticket.Name is { } name && ticket.ConnectionName is { } whole ? whole.IndexOf(name, StringComparison.Ordinal) : -1;
        var nameIsInside = nameAt is >= 0 and <= byte.MaxValue && ticket.Name!.Length <= byte.MaxValue;
        var organizationIsUsers = ticket.OrganizationId == ticket.UserOrganization;

        var writer = new SealWriter();
        writer.Write((byte)((ticket.IsNavigation ? Navigation : 0) | (organizationIsUsers ? OrganizationIsUsers : 0) | (nameIsInside ? NameIsInConnectionName : 0)));
        writer.Write(ticket.Id);
        writer.Write(ticket.UserKey);
        writer.Write(ticket.StartedAt);
        writer.Write(ticket.ExpiresAt);
        writer.Write(ticket.UserOrganization);
        if (!organizationIsUsers)
        {
            writer.Write(ticket.OrganizationId);
        }

        writer.Write(ticket.ConnectionName);
        if (nameIsInside)
        {
            writer.Write((byte)nameAt);
            writer.Write((byte)ticket.Name!.Length);
        }
        else
        {
            writer.Write(ticket.Name);
        }

        writer.Write(ticket.ConnectionId);
        writer.Write(ticket.UpdatedBefore);
        writer.Write(ticket.ReturnUrl);
        writer.Write(ticket.Types);
        return writer.ToArray();
    }

    private static SessionTicket Read(byte[] content)
    {
        var reader = new SealReader(content);
        var flags = reader.ReadByte();
        var id = reader.ReadGuid();
        var userKey = reader.ReadUInt128();
        var startedAt = reader.ReadMoment();
        var expiresAt = reader.ReadMoment();
        var userOrganization = reader.ReadText();
        var organizationId = (flags & OrganizationIsUsers) != 0 ? userOrganization : reader.ReadText();
        var connectionName = reader.ReadText();
        var name = (flags & NameIsInConnectionName) != 0
            ? connectionName!.Substring(reader.ReadByte(), reader.ReadByte())
            : reader.ReadText();
        return new SessionTicket
        {
            Id = id,
            UserKey = userKey,
            StartedAt = startedAt,
            ExpiresAt = expiresAt,
            UserOrganization = userOrganization,
            OrganizationId = organizationId,
            ConnectionName = connectionName,
            Name = name,
            ConnectionId = reader.ReadText(),
            UpdatedBefore = reader.ReadText(),
            ReturnUrl = reader.ReadText(),
            Types = reader.ReadTexts(),
            IsNavigation = (flags & Navigation) != 0,
        };
    }
}

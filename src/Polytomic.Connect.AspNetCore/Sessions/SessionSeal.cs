using Microsoft.AspNetCore.DataProtection;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Seals;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>The one sealed value of a session: <c>state</c> on the way back, <c>session</c> for those who ask.</summary>
internal sealed class SessionSeal(IDataProtectionProvider dataProtection)
{
    public const int Longest = 1500;

    // What the seal holds is also kept in memory, where a list that packs well would take many times its packed length.
    private const int MostTypes = 128;
    private const int LongestTypes = 2_000;

    private const byte Navigation = 1;
    private const byte OrganizationIsUsers = 2;
    private const byte Packed = 0x80;

    private readonly Seal _seal = new(dataProtection, "Session.v1");

    /// <summary>Seals the session. Where it does not fit whole it goes without what the completion can do without.</summary>
    /// <exception cref="PolytomicConnectException">It does not fit at all.</exception>
    public SealedSession Close(SessionTicket ticket) =>
        (IsKept(ticket.Types) ? Fit(ticket) : null)
        // Which type it becomes is then Polytomic's to enforce: the list went upstream.
        ?? Fit(ticket with { Types = null })
        // The completion page then goes on to the application's root.
        ?? Fit(ticket with { Types = null, ReturnUrl = null })
        ?? throw new PolytomicConnectException(ErrorCodes.InvalidRequest, "\"name\" and what identifies you and your organization are too long together.");

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

    private static bool IsKept(IReadOnlyCollection<string>? types) =>
        types is null || (types.Count <= MostTypes && types.Sum(type => type.Length) <= LongestTypes);

    private SealedSession? Fit(SessionTicket ticket)
    {
        using var content = Write(ticket);
        var text = _seal.Close(content.Written);
        if (text.Length > Longest && Packing.Pack(Packed, content.Written) is { } packed)
        {
            text = _seal.Close(packed);
        }

        return text.Length <= Longest ? new SealedSession(text, ticket) : null;
    }

    private static SealWriter Write(SessionTicket ticket)
    {
        var organizationIsUsers = ticket.OrganizationId == ticket.UserOrganization;
        var writer = new SealWriter();
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
        return writer;
    }

    private static SessionTicket Read(byte[] content)
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

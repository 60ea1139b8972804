using Microsoft.AspNetCore.DataProtection;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Seals;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>The one sealed value of a session: <c>state</c> on the way back, <c>session</c> for those who ask.</summary>
internal sealed class SessionSeal(IDataProtectionProvider dataProtection)
{
    public const int Longest = 1500;

    // What the seal holds is unpacked to be looked for, often thousands at a time: a list that packs well would take many times its packed length.
    private const int MostTypes = 128;
    private const int LongestTypes = 2_000;

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
        if (text is { Length: > 0 and <= Longest } && _seal.Open(text) is { } content && SessionContent.Read(content) is var ticket && ticket.UserKey == user.Key)
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
        var content = SessionContent.Write(ticket);
        var text = _seal.Close(content);
        if (text.Length > Longest && SessionContent.Pack(content) is { } packed)
        {
            (text, content) = (_seal.Close(packed), packed);
        }

        return text.Length <= Longest ? new SealedSession(text, content) : null;
    }
}

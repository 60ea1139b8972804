using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Seals;

namespace Polytomic.Connect.AspNetCore.Users;

/// <summary>Tells visitors apart, where the app lets anonymous users in: a random id in a protected cookie that scripts cannot read.</summary>
internal sealed class VisitorCookie(IDataProtectionProvider dataProtection, CurrentSettings settings)
{
    public const string Name = ".Polytomic.Connect.Visitor";

    private const int IdLength = 16;
    private readonly Seal _seal = new(dataProtection, "Visitor.v1");

    /// <summary>The visitor whom the request's cookie names; null where there is none, or none of ours.</summary>
    public ConnectUser? Read(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(VisitorCookie), out var issued))
        {
            return (ConnectUser?)issued;
        }

        return Open(context.Request.Cookies[Name]) is { } id ? ToUser(context, id) : null;
    }

    /// <summary>The visitor of this request; sends a new cookie where there is no valid one. Call it before the response starts.</summary>
    public ConnectUser ReadOrIssue(HttpContext context)
    {
        if (Read(context) is { } known)
        {
            return known;
        }

        var (visitor, issue) = Welcome(context);
        issue();
        return visitor;
    }

    /// <summary>A new visitor, and what sends the cookie: whoever is refused gets none, since it would be the next one's fresh start.</summary>
    public (ConnectUser Visitor, Action Issue) Welcome(HttpContext context)
    {
        var id = RandomNumberGenerator.GetBytes(IdLength);
        var visitor = ToUser(context, id);
        return (visitor, () => Issue(context, visitor, id));
    }

    private static ConnectUser ToUser(HttpContext context, byte[] id) => new(context.User, null, UserKey.OfVisitor(id));

    private void Issue(HttpContext context, ConnectUser visitor, byte[] id)
    {
        var taken = settings.Value;
        var path = ConnectAddresses.GetPathBase(context, taken);
        context.Items[typeof(VisitorCookie)] = visitor;
        context.Response.Cookies.Append(Name, _seal.Close(id), new CookieOptions
        {
            HttpOnly = true,
            // Lax, not Strict: the visitor comes back from the modal, which is another site.
            SameSite = SameSiteMode.Lax,
            Secure = taken.PublicOrigin is { } configured ? configured.Scheme == "https" : context.Request.IsHttps,
            Path = path.HasValue ? path.ToUriComponent() : "/",
            IsEssential = true,
        });
    }

    // Longer is none of ours, and not worth a decryption.
    private byte[]? Open(string? cookie) =>
        cookie is { Length: > 0 and < 512 } && _seal.Open(cookie) is { Length: IdLength } id ? id : null;
}

using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore.Users;

/// <summary>Who asks: a signed-in user, or a visitor whom a cookie tells apart.</summary>
/// <param name="Principal">The user of the request.</param>
/// <param name="Id">The value that identifies a signed-in user; null for visitors.</param>
/// <param name="Key">What seals and limits compare: a digest of the identifying claim's type, issuer and value, or of a visitor's cookie.</param>
internal sealed record ConnectUser(ClaimsPrincipal Principal, string? Id, UInt128 Key)
{
    public bool IsVisitor => Id is null;
}

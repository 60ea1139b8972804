using System.Security.Claims;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Users;

/// <summary>Tells signed-in users apart by the claim that the options name.</summary>
internal static class UserIdentity
{
    /// <exception cref="PolytomicConnectException">The user has no such claim: nothing could be bound to this user alone.</exception>
    public static ConnectUser Identify(ClaimsPrincipal principal, ConnectSettings settings)
    {
        var claim = Find(principal, settings.Options.UserIdClaim)
            ?? throw new PolytomicConnectException(ErrorCodes.Forbidden, "Your account has no identifier that this application knows.");
        return new ConnectUser(principal, claim.Value, UserKey.OfClaim(claim.Type, claim.Issuer, claim.Value));
    }

    private static Claim? Find(ClaimsPrincipal principal, string? type)
    {
        if (type is not null)
        {
            return First(principal, type);
        }

        return First(principal, ClaimTypes.NameIdentifier) ?? First(principal, "sub") ?? FirstName(principal);
    }

    private static Claim? First(ClaimsPrincipal principal, string type)
    {
        foreach (var identity in principal.Identities)
        {
            if (identity.IsAuthenticated && identity.FindFirst(type) is { Value.Length: > 0 } claim)
            {
                return claim;
            }
        }

        return null;
    }

    private static Claim? FirstName(ClaimsPrincipal principal)
    {
        foreach (var identity in principal.Identities)
        {
            if (identity.IsAuthenticated && identity.FindFirst(identity.NameClaimType) is { Value.Length: > 0 } claim)
            {
                return claim;
            }
        }

        return null;
    }
}

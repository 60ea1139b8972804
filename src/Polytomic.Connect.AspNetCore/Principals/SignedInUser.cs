using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore.Principals;

/// <summary>Whether anybody vouches for a user: any identity may, not only the first.</summary>
internal static class SignedInUser
{
    public static bool IsSignedIn(this ClaimsPrincipal user)
    {
        // Nearly always the first one does, and enumerating the others is not free.
        if (user.Identity is { IsAuthenticated: true })
        {
            return true;
        }

        foreach (var identity in user.Identities)
        {
            if (identity.IsAuthenticated)
            {
                return true;
            }
        }

        return false;
    }
}

using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Users;

/// <summary>The organization that a user belongs to, by claim or by configuration.</summary>
internal static class UserOrganization
{
    /// <exception cref="PolytomicConnectException">The options name a claim, and the user does not have exactly one value of it.</exception>
    public static string? Find(ConnectUser user, ConnectSettings settings)
    {
        if (settings.Options.OrganizationClaim is not { } type)
        {
            return settings.Options.OrganizationId;
        }

        string? found = null;
        foreach (var identity in user.Principal.Identities)
        {
            if (!identity.IsAuthenticated)
            {
                continue;
            }

            foreach (var claim in identity.FindAll(type))
            {
                // Two organizations are none: which one is meant is not ours to guess.
                if (found is not null && found != claim.Value)
                {
                    throw Missing();
                }

                found = claim.Value;
            }
        }

        return string.IsNullOrWhiteSpace(found) ? throw Missing() : found;
    }

    public static PolytomicConnectException Missing() =>
        new(ErrorCodes.OrganizationMissing, "Your account belongs to no organization that can connect anything here.");
}

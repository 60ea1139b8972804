using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore;

/// <summary>For whom a credential is needed.</summary>
public sealed class PolytomicCredentialContext
{
    /// <summary>A context for one user.</summary>
    /// <param name="user">The user of the request; null in the background, where there is no request.</param>
    /// <param name="userId">What identifies the user; null for visitors.</param>
    /// <param name="organizationId">The organization by claim or configuration; null where neither names one.</param>
    public PolytomicCredentialContext(ClaimsPrincipal? user, string? userId, string? organizationId)
    {
        User = user;
        UserId = userId;
        OrganizationId = organizationId;
    }

    /// <summary>The user of the request; null in the background, where there is no request.</summary>
    public ClaimsPrincipal? User { get; }

    /// <summary>What identifies the user (<see cref="PolytomicConnectOptions.UserIdClaim"/>); null for visitors.</summary>
    public string? UserId { get; }

    /// <summary>The organization, by <see cref="PolytomicConnectOptions.OrganizationClaim"/> or <see cref="PolytomicConnectOptions.OrganizationId"/>; null where neither names one.</summary>
    public string? OrganizationId { get; }
}

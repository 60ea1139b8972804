using System.Diagnostics.CodeAnalysis;

namespace Polytomic.Connect.AspNetCore;

/// <summary>A key of Polytomic's API and the organization that it is to act on.</summary>
public sealed class PolytomicCredential
{
    /// <summary>A credential to be initialized by its properties.</summary>
    public PolytomicCredential()
    {
    }

    /// <summary>A credential.</summary>
    /// <param name="token">The API key, presented as <see cref="PolytomicConnectOptions.TokenScheme"/> says.</param>
    /// <param name="organizationId">Sent as <c>organization_id</c>; null for the key's own organization.</param>
    [SetsRequiredMembers]
    public PolytomicCredential(string token, string? organizationId = null)
    {
        Token = token;
        OrganizationId = organizationId;
    }

    /// <summary>The API key. A secret: it is sent to Polytomic and nowhere else. A blank one refuses the user.</summary>
    public required string Token { get; init; }

    /// <summary>The organization to act on, sent as <c>organization_id</c>; null for the key's own.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The organization; the key is left out on purpose.</summary>
    public override string ToString() => $"{nameof(PolytomicCredential)} {{ OrganizationId = {OrganizationId} }}";
}

using System.Security.Claims;

namespace MvcSample.Accounts;

/// <summary>Someone to sign in as. A real app has passwords, passkeys or a single sign-on here.</summary>
public sealed record DemoUser(string Id, string Name, string? Role, string? Organization, string Description)
{
    public static readonly IReadOnlyList<DemoUser> All =
    [
        new("alice", "Alice", "admin", null, "Administrator: may connect everything, except plain HTTP APIs"),
        new("bob", "Bob", "marketing", null, "Marketing: HubSpot, Marketo, Outreach and Salesforce"),
        new("carol", "Carol", null, null, "Guest: no policy lets her connect anything"),
        new("dora", "Dora", null, "northwind", "Of Northwind, a customer whose connections are made with a key of its own"),
    ];

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, Id), new(ClaimTypes.Name, Name)];
        if (Role is not null)
        {
            claims.Add(new Claim(ClaimTypes.Role, Role));
        }

        if (Organization is not null)
        {
            claims.Add(new Claim("organization", Organization));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }
}

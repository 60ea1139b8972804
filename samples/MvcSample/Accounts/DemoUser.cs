using System.Security.Claims;

namespace MvcSample.Accounts;

/// <summary>Someone to sign in as. A real app has passwords, passkeys or a single sign-on here.</summary>
public sealed record DemoUser(string Id, string Name, string? Role, string Description)
{
    public static readonly IReadOnlyList<DemoUser> All =
    [
        new("alice", "Alice", "admin", "Administrator: may connect everything, except plain HTTP APIs"),
        new("bob", "Bob", "marketing", "Marketing: HubSpot, Marketo, Outreach and Salesforce"),
        new("carol", "Carol", null, "Guest: no policy lets her connect anything"),
    ];

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, Id), new(ClaimTypes.Name, Name)];
        if (Role is not null)
        {
            claims.Add(new Claim(ClaimTypes.Role, Role));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }
}

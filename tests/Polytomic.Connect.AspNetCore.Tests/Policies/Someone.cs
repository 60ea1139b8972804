using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore.Tests.Policies;

/// <summary>Users to decide about.</summary>
internal static class Someone
{
    public static ClaimsPrincipal Anonymous => new(new ClaimsIdentity());

    /// <param name="name">The name.</param>
    /// <param name="claims">Further claims as <c>type=value</c>; <c>role</c> stands for the usual type of roles.</param>
    public static ClaimsPrincipal SignedIn(string name, params string[] claims) => new(Identity("test", name, claims));

    public static ClaimsIdentity Identity(string? authenticationType, string name, params string[] claims) =>
        new([new Claim(ClaimTypes.Name, name), .. claims.Select(Claim)], authenticationType);

    private static Claim Claim(string text)
    {
        var type = text[..text.IndexOf('=')];
        return new Claim(type == "role" ? ClaimTypes.Role : type, text[(type.Length + 1)..]);
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.OAuth;

/// <summary>The provider that the sandbox plays: issues codes for a consent and takes each once, with the verifier that belongs to it.</summary>
internal sealed class OAuthProvider(TimeProvider time)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    public string Issue(AuthorizationRequest request)
    {
        var now = time.GetUtcNow();
        foreach (var (old, grant) in _grants)
        {
            if (grant.ExpiresAt < now)
            {
                _grants.TryRemove(old, out _);
            }
        }

        var code = RandomToken.Create();
        _grants[code] = new Grant(request, now + CodeLifetime);
        return code;
    }

    /// <summary>A refresh token, or null when the code, its verifier or the redirect is not what was granted.</summary>
    public string? Redeem(string code, string verifier, string clientId, string redirectUri)
    {
        if (!_grants.TryRemove(code, out var grant) || grant.ExpiresAt < time.GetUtcNow())
        {
            return null;
        }

        return grant.Request.ClientId == clientId && grant.Request.RedirectUri == redirectUri && grant.Request.CodeChallenge == Challenge(verifier)
            ? RandomToken.Create()
            : null;
    }

    /// <summary>The S256 challenge of a PKCE verifier.</summary>
    public static string Challenge(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private sealed record Grant(AuthorizationRequest Request, DateTimeOffset ExpiresAt);
}

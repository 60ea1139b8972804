using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Schemas;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.OAuth;

/// <summary>Polytomic's side of an authorization code flow with PKCE: where to send the person, and what to do with the answer.</summary>
internal sealed class OAuthFlow(OAuthProvider provider, TimeProvider time)
{
    private const string RefreshToken = "oauth_refresh_token";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, PendingConsent> _pending = new(StringComparer.Ordinal);

    public static string ClientId(string type) => $"polytomic-{type}";

    public static bool HasTokens(JsonObject configuration) => JsonNodes.String(configuration[RefreshToken]) is { Length: > 0 };

    public string StartForSession(ConnectSession session, string type, JsonObject configuration, SandboxUrls urls) => Start(urls, new PendingConsent
    {
        Type = type,
        Verifier = RandomToken.Create(),
        RedirectUri = urls.OAuthCallback,
        ExpiresAt = time.GetUtcNow() + Lifetime,
        SessionToken = session.Token,
        Configuration = configuration,
    });

    public string StartForConnection(Connection connection, string? returnUrl, SandboxUrls urls) => Start(urls, new PendingConsent
    {
        Type = connection.Type,
        Verifier = RandomToken.Create(),
        RedirectUri = urls.OAuthCallback,
        ExpiresAt = time.GetUtcNow() + Lifetime,
        ConnectionId = connection.Id,
        Owner = connection.Owner,
        ReturnUrl = returnUrl,
    });

    /// <summary>What waits under a state, without using it up.</summary>
    public PendingConsent? Peek(string state) => _pending.TryGetValue(state, out var pending) && pending.ExpiresAt >= time.GetUtcNow() ? pending : null;

    /// <summary>What waited under a state, the first time that somebody asks.</summary>
    public PendingConsent? Take(string state) =>
        Peek(state) is { IsAnswered: false } pending && _pending.TryUpdate(state, pending with { IsAnswered = true }, pending) ? pending : null;

    /// <summary>The configuration with the provider's token in it, or null when the provider does not take the code.</summary>
    public JsonObject? Redeem(PendingConsent pending, string code)
    {
        if (provider.Redeem(code, pending.Verifier, ClientId(pending.Type), pending.RedirectUri) is not { } token)
        {
            return null;
        }

        var configuration = (JsonObject)pending.Configuration.DeepClone();
        configuration[RefreshToken] = token;
        return configuration;
    }

    private string Start(SandboxUrls urls, PendingConsent pending)
    {
        var now = time.GetUtcNow();
        foreach (var (old, consent) in _pending)
        {
            if (consent.ExpiresAt < now)
            {
                _pending.TryRemove(old, out _);
            }
        }

        var state = RandomToken.Create();
        _pending[state] = pending;
        return $"{urls.OAuthAuthorize(pending.Type)}?response_type=code&client_id={Uri.EscapeDataString(ClientId(pending.Type))}" +
            $"&redirect_uri={Uri.EscapeDataString(pending.RedirectUri)}&state={state}&code_challenge={OAuthProvider.Challenge(pending.Verifier)}&code_challenge_method=S256";
    }
}

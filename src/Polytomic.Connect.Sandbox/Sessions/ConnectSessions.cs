using System.Collections.Concurrent;

namespace Polytomic.Connect.Sandbox.Sessions;

/// <summary>The sessions that were started, by their tokens.</summary>
internal sealed class ConnectSessions(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    // Long enough for a late visitor to be told "too late" instead of "never heard of it".
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(4);

    private readonly ConcurrentDictionary<string, ConnectSession> _sessions = new(StringComparer.Ordinal);

    public ConnectSession Start(Guid owner, ConnectOrder order)
    {
        var now = time.GetUtcNow();
        foreach (var (token, old) in _sessions)
        {
            if (old.CreatedAt + Remembered < now)
            {
                _sessions.TryRemove(token, out _);
            }
        }

        var session = new ConnectSession
        {
            Token = RandomToken.Create(),
            Owner = owner,
            OrganizationId = order.OrganizationId,
            Name = order.Name,
            RedirectUrl = order.RedirectUrl,
            Types = order.Types,
            ConnectionId = order.ConnectionId,
            Dark = order.Dark,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        _sessions[session.Token] = session;
        return session;
    }

    public ConnectSession? Find(string? token) => token is not null && _sessions.TryGetValue(token, out var session) ? session : null;

    public bool IsExpired(ConnectSession session) => time.GetUtcNow() >= session.ExpiresAt;

    public IReadOnlyList<ConnectSession> All() => [.. _sessions.Values.OrderByDescending(s => s.CreatedAt)];

    public void Clear() => _sessions.Clear();
}

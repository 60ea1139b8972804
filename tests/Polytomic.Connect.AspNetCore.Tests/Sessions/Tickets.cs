using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Tests.Sessions;

/// <summary>Sessions to seal and to match.</summary>
internal static class Tickets
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ConnectUser Alice { get; } = new(new(), "alice", UserKey.OfClaim("sub", "test", "alice"));

    public static ConnectUser Bob { get; } = new(new(), "bob", UserKey.OfClaim("sub", "test", "bob"));

    public static SessionTicket New(string name = "CRM", params string[] types) => new()
    {
        Id = Guid.NewGuid(),
        UserKey = Alice.Key,
        Name = name,
        ConnectionName = name + " (abcdefgh)",
        Types = types.Length > 0 ? types : null,
        StartedAt = Start,
        ExpiresAt = Start.AddMinutes(30),
    };

    public static SessionTicket Reconnect(string connectionId, string? updatedBefore) =>
        New() with { Name = null, ConnectionName = null, ConnectionId = connectionId, UpdatedBefore = updatedBefore };
}

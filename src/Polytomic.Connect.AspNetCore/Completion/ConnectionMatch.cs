using System.Globalization;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>Whether a connection that Polytomic lists is the one that a session was for.</summary>
internal static class ConnectionMatch
{
    /// <summary>How far Polytomic's clock may be behind ours.</summary>
    private static readonly TimeSpan Clock = TimeSpan.FromMinutes(5);

    /// <summary>Whether it may be, by id or name alone: cheap, for long lists.</summary>
    public static bool MayBe(SessionTicket ticket, string? id, string? name) => ticket.IsReconnect
        ? string.Equals(id, ticket.ConnectionId, StringComparison.Ordinal)
        : string.Equals(name, ticket.ConnectionName, StringComparison.Ordinal);

    public static bool Is(SessionTicket ticket, ListedConnection connection)
    {
        if (!MayBe(ticket, connection.Id, connection.Name)
            || connection.Saved == false
            || connection.Type is null
            || !connection.BelongsTo(ticket.OrganizationId))
        {
            return false;
        }

        return ticket.IsReconnect
            ? IsUpdated(ticket, connection)
            : connection.CreatedAt >= ticket.StartedAt - Clock
                && connection.CreatedAt <= ticket.ExpiresAt
                && (ticket.Types is null || ticket.Types.Contains(connection.Type));
    }

    private static bool IsUpdated(SessionTicket ticket, ListedConnection connection)
    {
        if (connection.UpdatedAt is null || connection.UpdatedAt == ticket.UpdatedBefore)
        {
            return false;
        }

        // The same moment may be spelled in two ways.
        return connection.UpdatedAtMoment is not { } moment
            || (moment <= ticket.ExpiresAt && moment != Moment(ticket.UpdatedBefore));
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}

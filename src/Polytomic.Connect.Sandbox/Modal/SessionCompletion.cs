using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>Makes the connection that a session was started for, and spends the session.</summary>
internal sealed class SessionCompletion(ConnectionStore store)
{
    /// <summary>Null when it is done, else why it cannot be.</summary>
    public string? Complete(ConnectSession session, string type, JsonObject configuration, string? detail)
    {
        var connection = session.ConnectionId is { } id
            ? store.Update(session.Owner, id, c => c with { Configuration = configuration, Saved = true, Status = "healthy", StatusError = null })
            : store.Add(session.Owner, session.OrganizationId, session.Name, type, configuration);
        if (connection is null)
        {
            return session.ConnectionId is null
                ? $"A connection named \"{session.Name}\" already exists."
                : "This connection does not exist any more.";
        }

        session.Detail = detail;
        session.CompletedAs = connection.Id;
        return null;
    }
}

using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Diagnostics;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Text;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>Finds out how a session stands by asking Polytomic, and runs the handlers for a connection that is there.</summary>
internal sealed partial class SessionCompleter(
    CompletionRecords records,
    SessionRecords own,
    Credentials credentials,
    ConnectionFinder finder,
    CompletionHandlers handlers,
    CatalogueCheck catalogue,
    PendingSessions pending,
    ConnectMetrics metrics,
    TimeProvider time,
    ILogger<SessionCompleter> logger)
{
    /// <summary>How long after its end a session can be completed with a connection that was made before.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Lazy<Task<bool>>> _running = new();

    /// <param name="ticket">The session, of this very user.</param>
    /// <param name="user">The user of the request; null in the background.</param>
    /// <param name="userId">What identifies the user; null for visitors.</param>
    /// <param name="settings">The settings that the request took.</param>
    /// <param name="services">Where the credential provider is to be found.</param>
    /// <param name="cancellationToken">Ends the wait, not the handlers.</param>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed, or there is no key for the user.</exception>
    public async Task<SessionOutcome> LookAsync(
        SessionTicket ticket, ClaimsPrincipal? user, string? userId, ConnectSettings settings, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(ticket, cancellationToken) is { } done)
        {
            pending.Remove(ticket.Id);
            return SessionOutcome.Connected(done);
        }

        if (time.GetUtcNow() > ticket.ExpiresAt + Grace)
        {
            return SessionOutcome.Expired;
        }

        var account = await credentials.FindAsync(user, userId, ticket.UserOrganization, settings, services, cancellationToken);
        if (account.OrganizationId != ticket.OrganizationId)
        {
            // The user acts for another organization by now; the session's is looked at in the background.
            Log.OtherOrganization(logger, ticket.Id);
            return Unfinished(ticket);
        }

        pending.Touch(ticket.Id);
        return await finder.FindAsync(account, ticket, cancellationToken) is { } found
            ? await CompleteAsync(ticket, userId, found, account, cancellationToken)
            : Unfinished(ticket);
    }

    /// <summary>
    /// Looks for the connections of many sessions of one organization, by one list for all of them. Only where the app has one key.
    /// What is done, or can no longer be, is no longer pending.
    /// </summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async Task LookTogetherAsync(string? organization, IReadOnlyCollection<PendingSession> sessions, ConnectSettings settings, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var account = credentials.Own(organization, settings);
        SessionTicket[] tickets = [.. sessions.Select(session => session.Ticket).Where(ticket => ticket.OrganizationId == account.OrganizationId)];
        var found = await finder.FindManyAsync(account, tickets, cancellationToken);
        var runs = new List<Task>();
        foreach (var session in sessions)
        {
            if (began > session.Ticket.ExpiresAt + Grace)
            {
                GiveUp(session.Ticket);
            }
            else if (found.TryGetValue(session.Ticket, out var connection))
            {
                runs.Add(CompleteAsync(session.Ticket, session.UserId, connection, account, cancellationToken));
            }
            else if (began > session.Ticket.ExpiresAt)
            {
                pending.Remove(session.Ticket.Id);
            }
        }

        await Task.WhenAll(runs);
    }

    /// <summary>Looks no longer. That a connection was found, and no handler would take it, is for somebody to see.</summary>
    public void GiveUp(SessionTicket ticket)
    {
        pending.Remove(ticket.Id);
        if (own.Find(ticket.Id) is { Connection: null })
        {
            Log.NeverHandled(logger, ticket.Id);
        }
    }

    private async Task<SessionOutcome> CompleteAsync(SessionTicket ticket, string? userId, ListedConnection found, PolytomicAccount account, CancellationToken cancellationToken)
    {
        var connection = new ConnectedConnection(found.Id, found.Name, found.Type!, found.Status);
        var completion = new ConnectCompletion(
            ticket.Id.ToString("N"), userId, ticket.OrganizationId ?? ticket.UserOrganization, ticket.Name, ticket.IsReconnect, connection);
        return await RunOnceAsync(ticket, completion, account).WaitAsync(cancellationToken)
            ? SessionOutcome.Connected(connection)
            : SessionOutcome.Pending;
    }

    /// <summary>One run at a time for a session, shared by all who ask meanwhile, and none after a success.</summary>
    private async Task<bool> RunOnceAsync(SessionTicket ticket, ConnectCompletion completion, PolytomicAccount account)
    {
        var run = _running.GetOrAdd(ticket.Id, _ => new Lazy<Task<bool>>(() => Detached.RunAsync(() => RunAsync(ticket, completion, account))));
        try
        {
            return await run.Value;
        }
        finally
        {
            _running.TryRemove(new(ticket.Id, run));
        }
    }

    private async Task<bool> RunAsync(SessionTicket ticket, ConnectCompletion completion, PolytomicAccount account)
    {
        // Another run may have ended between the look and here, on another node too.
        if (await records.FindForRunAsync(ticket, CancellationToken.None) is not null)
        {
            pending.Remove(ticket.Id);
            return true;
        }

        using var activity = ConnectActivities.Source.StartActivity("polytomic.connect.completion");
        if (!await handlers.RunAsync(completion, own.GetOrAdd(ticket).Succeeded))
        {
            return false;
        }

        await records.AddAsync(ticket, completion.Connection);
        pending.Remove(ticket.Id);
        metrics.Completion();
        Log.Completed(logger, LogText.Of(completion.Connection.Type), completion.SessionId);
        _ = catalogue.RunAsync(account);
        return true;
    }

    private SessionOutcome Unfinished(SessionTicket ticket) =>
        time.GetUtcNow() > ticket.ExpiresAt ? SessionOutcome.Expired : SessionOutcome.Pending;

    private static partial class Log
    {
        [LoggerMessage(1505, LogLevel.Information, "A {Integration} connection was completed for session {SessionId}.")]
        public static partial void Completed(ILogger logger, string integration, string sessionId);

        [LoggerMessage(1510, LogLevel.Error, "Session {SessionId} is over, and its completion handlers never succeeded: the connection that was made for it is not handled.")]
        public static partial void NeverHandled(ILogger logger, Guid sessionId);

        [LoggerMessage(1506, LogLevel.Warning, "Session {SessionId} was started in another organization than its user acts for now.")]
        public static partial void OtherOrganization(ILogger logger, Guid sessionId);
    }
}

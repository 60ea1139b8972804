using System.Runtime.CompilerServices;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Diagnostics;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Limits;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Seals;
using Polytomic.Connect.AspNetCore.Urls;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>Starts a session: decide, limit, name, seal, ask Polytomic, and remember what is under way.</summary>
internal sealed class SessionStarter(
    ConnectPolicies policies,
    ReconnectAuthorization reconnects,
    SessionLimiter limiter,
    Credentials credentials,
    PolytomicClient polytomic,
    Catalogue catalogue,
    ConnectAddresses addresses,
    SessionSeal seal,
    PendingSessions pending,
    ConnectMetrics metrics,
    TimeProvider time)
{
    /// <exception cref="PolytomicConnectException">The session is refused, or Polytomic failed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ConnectSession> StartAsync(SessionAsk ask, CancellationToken cancellationToken)
    {
        string? integration = null;
        try
        {
            var decided = await DecideAsync(ask, cancellationToken);
            integration = decided.Choice?.Type;
            Limit(ask);

            var account = await credentials.FindAsync(ask.User.Principal, ask.User.Id, decided.Organization, ask.Settings, ask.Services, cancellationToken);
            using var deadline = account.StartDeadline(cancellationToken);
            var existing = ask.Request.ConnectionId is { } id ? await FindExistingAsync(account, id, decided.Allowed, deadline) : null;
            var choice = existing is not null
                ? IntegrationChoice.Everything
                : decided.Choice ?? IntegrationDecision.Decide(await catalogue.GetAsync(account, deadline), decided.Allowed);
            var (ticket, session, request, idempotencyKey) = Prepare(ask, decided, account, existing, choice);
            var modal = polytomic.Modal(await polytomic.ConnectAsync(account, request, idempotencyKey, deadline), account);

            // What the seal holds is bounded; a list as long as a request may be is not kept in memory either.
            pending.Add(ticket, session.Content, ask.User.Id);
            metrics.Session(ConnectMetrics.Started, integration);
            return new ConnectSession(modal.Href, session.Text);
        }
        catch (PolytomicConnectException refusal)
        {
            metrics.Session(refusal.Code, integration);
            throw;
        }
    }

    private readonly record struct Decided(AllowedIntegrations Allowed, IntegrationChoice? Choice, WebUrl? RedirectUrl, string? ReturnUrl, string? Organization);

    private async ValueTask<Decided> DecideAsync(SessionAsk ask, CancellationToken cancellationToken)
    {
        var (user, request, settings) = (ask.User, ask.Request, ask.Settings);
        var allowed = await policies.EvaluateAsync(user.Principal, user.Id, new(request.Type, request.Whitelist), settings.Policies, ask.Services, cancellationToken);
        IntegrationChoice? choice = null;
        if (request.ConnectionId is null)
        {
            choice = IntegrationDecision.Decide(request, allowed);
        }
        else if (allowed.IsEmpty)
        {
            throw IntegrationDecision.RefuseAll();
        }
        else if (!ask.IsIntent)
        {
            await reconnects.DemandAsync(user.Principal, request.ConnectionId, settings.Options.Timeout, ask.Services, cancellationToken);
        }

        string? ownOrigin = null;
        if (request.RedirectUrl is not null)
        {
            ownOrigin = ask.HttpContext is { } context && ConnectAddresses.TryGetOrigin(context, settings, out var origin) ? origin : settings.PublicOrigin?.Origin;
        }

        return new Decided(
            allowed,
            choice,
            request.RedirectUrl is { } redirect ? RedirectTarget.Check(redirect, ownOrigin, settings) : null,
            ReturnTarget.Check(request.ReturnUrl),
            UserOrganization.Find(user, settings));
    }

    private void Limit(SessionAsk ask)
    {
        if (!limiter.TryAcquire(ask.LimitKey, ask.Settings.Options.RateLimit, out var retryAfter))
        {
            throw new PolytomicConnectException(ErrorCodes.RateLimited, "You started too many connections in a short time. Please wait a moment.", retryAfter);
        }
    }

    private readonly record struct Prepared(SessionTicket Ticket, SealedSession Session, ReadOnlyMemory<byte> Request, string IdempotencyKey);

    private Prepared Prepare(SessionAsk ask, Decided decided, PolytomicAccount account, ListedConnection? existing, IntegrationChoice choice)
    {
        var user = ask.User;
        var identity = Identify(ask, decided, choice, account);
        var now = time.GetUtcNow();
        var ticket = new SessionTicket
        {
            Id = identity.SessionId,
            UserKey = user.Key,
            UserOrganization = decided.Organization,
            OrganizationId = account.OrganizationId,
            Name = existing is null ? ask.Request.Name : null,
            ConnectionName = existing is null ? ConnectionName.Format(ask.Settings.Options.NameFormat, ask.Request.Name!, user.Id, identity.NameId) : null,
            Types = choice.Types,
            ConnectionId = existing?.Id,
            UpdatedBefore = existing?.UpdatedAt,
            StartedAt = now,
            ExpiresAt = now + ask.Settings.Options.SessionLifetime,
            ReturnUrl = decided.ReturnUrl,
            IsNavigation = ask.IsNavigation,
        };
        var session = seal.Close(ticket);
        var request = new ConnectCall
        {
            // Polytomic wants a name even where there is one: the connection keeps its own.
            Name = ticket.ConnectionName ?? existing!.Name,
            RedirectUrl = decided.RedirectUrl?.Href ?? addresses.GetAddress(ask.HttpContext, ConnectEndpoint.Complete, ask.Settings),
            State = decided.RedirectUrl is null ? session.Text : null,
            Choice = choice,
            ConnectionId = ticket.ConnectionId,
            OrganizationId = account.OrganizationId,
            Dark = ask.Request.Dark,
        };
        return new Prepared(ticket, session, request.ToJson(), identity.IdempotencyKey);
    }

    private async Task<ListedConnection> FindExistingAsync(PolytomicAccount account, string id, AllowedIntegrations allowed, Deadline deadline)
    {
        var existing = await polytomic.GetConnectionAsync(account, id, deadline);
        if (existing is null || existing.Type is null || !existing.BelongsTo(account.OrganizationId) || !string.Equals(existing.Id, id, StringComparison.OrdinalIgnoreCase))
        {
            throw new PolytomicConnectException(ErrorCodes.ConnectionNotFound, "This connection does not exist any more.");
        }

        return allowed.Allows(existing.Type) ? existing : throw IntegrationDecision.Refuse(existing.Type);
    }

    /// <summary>Ids for the session: the same for everything that is the same, where the caller asks for that.</summary>
    private static SessionIdentity Identify(SessionAsk ask, Decided decided, IntegrationChoice choice, PolytomicAccount account)
    {
        if (ask.IdempotencyKey is not { } key)
        {
            return SessionIdentity.New();
        }

        using var request = new SealWriter();
        request.Write("Polytomic.Connect.AspNetCore/Session.v1");
        request.Write(ask.User.Key);
        request.Write(account.Key);
        request.Write(decided.Organization);
        request.Write(key);
        request.Write(ask.Settings.Options.NameFormat);
        request.Write(ask.Request.Name);
        request.Write(choice.Type);
        request.Write(choice.Whitelist);
        request.Write(ask.Request.ConnectionId);
        request.Write(decided.RedirectUrl?.Href);
        request.Write(decided.ReturnUrl);
        request.Write((byte)(ask.Request.Dark switch { null => 0, false => 1, true => 2 }));
        return SessionIdentity.Derive(account.Token, request);
    }
}

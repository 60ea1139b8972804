using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Api;
using Polytomic.Connect.Sandbox.Calls;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Modal;
using Polytomic.Connect.Sandbox.Schemas;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox;

/// <summary>
/// The sandbox from code, for tests of an app: finish a session without a browser, read, seed and reset what it holds.
/// Resolve it from the app's services.
/// </summary>
public sealed class PolytomicSandbox
{
    private readonly ConnectionTypes _types;
    private readonly ConnectionStore _store;
    private readonly ConnectSessions _sessions;
    private readonly SessionCompletion _completion;
    private readonly IdempotentOutcomes _outcomes;
    private readonly CallLog _calls;
    private readonly Accounts _accounts;

    internal PolytomicSandbox(ConnectionTypes types, ConnectionStore store, ConnectSessions sessions, SessionCompletion completion, IdempotentOutcomes outcomes, CallLog calls, Accounts accounts)
    {
        _types = types;
        _store = store;
        _sessions = sessions;
        _completion = completion;
        _outcomes = outcomes;
        _calls = calls;
        _accounts = accounts;
    }

    /// <summary>Every connection, oldest first.</summary>
    public IReadOnlyList<SandboxConnection> Connections => [.. _store.All().Select(Describe)];

    /// <summary>The last hundred calls of the API, newest first.</summary>
    public IReadOnlyList<SandboxCall> Calls => _calls.Recent();

    /// <summary>
    /// Finishes a session the way a person does in the modal, without trying the configuration: no database is needed.
    /// Afterwards send the browser of the test to <see cref="SandboxCompletion.RedirectUrl"/>.
    /// </summary>
    /// <param name="session">The <c>redirect_url</c> that the app was given for its user, or the session's token.</param>
    /// <param name="type">The type that the person picks; not needed where there is one only.</param>
    /// <param name="configuration">What the person fills in.</param>
    /// <param name="cancellationToken">Stops waiting for a browser that is at the same session.</param>
    /// <exception cref="InvalidOperationException">The session is unknown, used or expired, does not offer the type, or its name was taken meanwhile.</exception>
    public async Task<SandboxCompletion> CompleteAsync(string session, string? type = null, JsonObject? configuration = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        var found = _sessions.Find(TokenOf(session)) ?? throw new InvalidOperationException("The sandbox knows no such session.");
        await found.Gate.WaitAsync(cancellationToken);
        try
        {
            if (found.IsCompleted)
            {
                throw new InvalidOperationException("The session has been used; each works once.");
            }

            if (_sessions.IsExpired(found))
            {
                throw new InvalidOperationException("The session has expired.");
            }

            type ??= found.Types.Count == 1 ? found.Types[0] : throw new InvalidOperationException($"The session offers several types; name one of {string.Join(", ", found.Types)}.");
            if (!found.Types.Contains(type))
            {
                throw new InvalidOperationException($"The session does not offer '{type}', but {string.Join(", ", found.Types)}.");
            }

            var stored = found.ConnectionId is { } id ? _store.Find(found.Owner, id)?.Configuration : null;
            var given = (JsonObject?)configuration?.DeepClone() ?? (JsonObject?)stored?.DeepClone() ?? [];
            if (_completion.Complete(found, type, given, detail: null) is { } error)
            {
                throw new InvalidOperationException(error);
            }

            return new SandboxCompletion(Describe(_store.Find(found.Owner, found.CompletedAs!.Value)!), found.RedirectUrl);
        }
        finally
        {
            found.Gate.Release();
        }
    }

    /// <summary>Puts a connection there, in the organization of the first key unless another one is named.</summary>
    /// <param name="name">Its name, which must be free.</param>
    /// <param name="type">The id of a connection type.</param>
    /// <param name="configuration">What it holds.</param>
    /// <param name="organizationId">The organization it belongs to.</param>
    /// <exception cref="InvalidOperationException">There is no such type, or the name is taken.</exception>
    public SandboxConnection AddConnection(string name, string type, JsonObject? configuration = null, Guid? organizationId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(type);
        if (!_types.TryGet(type, out _))
        {
            throw new InvalidOperationException($"There is no connection type '{type}'.");
        }

        var account = _accounts.All.FirstOrDefault(a => a.OrganizationId == organizationId) ?? _accounts.All[0];
        var added = _store.Add(account.OrganizationId, organizationId ?? account.OrganizationId, name, type, (JsonObject?)configuration?.DeepClone() ?? []);
        return Describe(added ?? throw new InvalidOperationException($"A connection named '{name}' already exists."));
    }

    /// <summary>Forgets everything: connections, sessions, idempotency keys and calls.</summary>
    public void Reset()
    {
        _store.Clear();
        _sessions.Clear();
        _outcomes.Clear();
        _calls.Clear();
    }

    private SandboxConnection Describe(Connection connection) => new()
    {
        Id = connection.Id,
        Name = connection.Name,
        Type = connection.Type,
        OrganizationId = connection.OrganizationId,
        Saved = connection.Saved,
        Configuration = _types.TryGet(connection.Type, out var type) ? Secrets.Redact(type.Schema, connection.Configuration) : [],
        CreatedAt = connection.CreatedAt,
        UpdatedAt = connection.UpdatedAt,
    };

    private static string TokenOf(string session)
    {
        const string parameter = "token=";
        var at = session.IndexOf(parameter, StringComparison.Ordinal);
        return at < 0 ? session : session[(at + parameter.Length)..].Split('&', '#')[0];
    }
}

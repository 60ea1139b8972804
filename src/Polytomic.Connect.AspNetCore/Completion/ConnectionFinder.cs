using System.Runtime.CompilerServices;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>
/// Looks for the connections of sessions. However many ask, an account's connections are listed at most once a second: who asks while
/// a list is under way is answered by the next one, since a list that was asked for before the question came proves no absence.
/// </summary>
internal sealed class ConnectionFinder(PolytomicClient polytomic, TimeProvider time)
{
    private readonly ConditionalWeakTable<PolytomicAccount, ConnectionLookups> _lookups = [];

    /// <returns>The connection; null where there is none.</returns>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public Task<ListedConnection?> FindAsync(PolytomicAccount account, SessionTicket ticket, CancellationToken cancellationToken) =>
        _lookups.GetValue(account, key => new ConnectionLookups(key, polytomic, time)).FindAsync(ticket, cancellationToken);
}

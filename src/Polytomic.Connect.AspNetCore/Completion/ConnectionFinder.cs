using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>
/// Looks for the connections of sessions. However many ask, an account's connections are listed at most once a second: who asks while
/// a list is under way is answered by the next one, since a list that was asked for before the question came proves no absence.
/// </summary>
internal sealed class ConnectionFinder(PolytomicClient polytomic, TimeProvider time)
{
    private const int SweptAt = 1_000;

    private readonly Dictionary<UInt128, ConnectionLookups> _lookups = [];
    private int _sweepAt = SweptAt;

    /// <summary>How many accounts are kept in mind.</summary>
    public int Count
    {
        get
        {
            lock (_lookups)
            {
                return _lookups.Count;
            }
        }
    }

    /// <returns>The connection; null where there is none.</returns>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public Task<ListedConnection?> FindAsync(PolytomicAccount account, SessionTicket ticket, CancellationToken cancellationToken) =>
        Ask(account, lookup => lookup.Add(ticket)).WaitAsync(cancellationToken);

    /// <returns>The connections of those sessions that have one.</returns>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public Task<IReadOnlyDictionary<SessionTicket, ListedConnection>> FindManyAsync(PolytomicAccount account, IReadOnlyCollection<SessionTicket> tickets, CancellationToken cancellationToken) =>
        Ask(account, lookup => lookup.Add(tickets)).WaitAsync(cancellationToken);

    private T Ask<T>(PolytomicAccount account, Func<ConnectionLookup, T> add)
    {
        lock (_lookups)
        {
            // By key, not by instance: after a change of options the same organization is still asked once a second.
            if (!_lookups.TryGetValue(account.Key, out var lookups))
            {
                Sweep();
                _lookups[account.Key] = lookups = new ConnectionLookups(polytomic, time);
            }

            return lookups.Ask(account, add);
        }
    }

    private void Sweep()
    {
        if (_lookups.Count < _sweepAt)
        {
            return;
        }

        foreach (var (key, lookups) in _lookups)
        {
            if (lookups.IsIdle)
            {
                _lookups.Remove(key);
            }
        }

        _sweepAt = Math.Max(SweptAt, 2 * _lookups.Count);
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Polytomic.Connect.AspNetCore.Memory;
using Polytomic.Connect.AspNetCore.Policies;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Polytomic's catalogue of integrations, kept for a while for each account. However many need it at once, it is fetched once.</summary>
internal sealed class Catalogue(IMemoryCache cache, PolytomicClient client, UnknownIntegrations unknown)
{
    /// <summary>How many are kept: one may hold hundreds of types.</summary>
    public const int Most = 1_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // The app's cache need not have a limit.
    private readonly RecentlyUsed<UInt128, CatalogueKey> _kept = new(Most);
    private readonly ConcurrentDictionary<UInt128, Lazy<Task<Known>>> _fetching = new();

    /// <exception cref="PolytomicConnectException">Polytomic refused or failed, or the time was over first.</exception>
    public async ValueTask<IReadOnlyList<ConnectionType>> GetAsync(PolytomicAccount account, Deadline deadline)
    {
        if (!_kept.TryGet(account.Key, out var key) || !cache.TryGetValue(key, out Known? known))
        {
            var fetch = _fetching.GetOrAdd(account.Key, _ => new Lazy<Task<Known>>(() => Start(account)));
            known = await deadline.WaitAsync(fetch.Value);
        }

        // Also of a kept catalogue: the policies may have changed since.
        unknown.Warn(known!.Ids, account.Settings.Policies.Set);
        return known.Types;
    }

    private Task<Known> Start(PolytomicAccount account)
    {
        // Others share it: it is not part of the request that happens to be the first.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => FetchAsync(account));
        }
    }

    /// <summary>Goes on when those who asked are gone: the next one will need it.</summary>
    private async Task<Known> FetchAsync(PolytomicAccount account)
    {
        try
        {
            using var deadline = account.StartDeadline(CancellationToken.None);
            var types = await client.GetConnectionTypesAsync(account, deadline);
            var key = _kept.Set(account.Key, kept => kept ?? new CatalogueKey(account.Key), cache.Remove);

            // A size, so that an app's cache with a limit takes it.
            return cache.Set(
                key,
                new Known(types, [.. types.Select(type => type.Id)]),
                new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime, Size = 1 });
        }
        finally
        {
            _fetching.TryRemove(account.Key, out _);
        }
    }

    private sealed record Known(IReadOnlyList<ConnectionType> Types, string[] Ids);

    private sealed record CatalogueKey(UInt128 Account);
}

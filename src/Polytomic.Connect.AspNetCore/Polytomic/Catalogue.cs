using Microsoft.Extensions.Caching.Memory;
using Polytomic.Connect.AspNetCore.Policies;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Polytomic's catalogue of integrations, kept for a while for each account.</summary>
internal sealed class Catalogue(IMemoryCache cache, PolytomicClient client, UnknownIntegrations unknown)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async ValueTask<IReadOnlyList<ConnectionType>> GetAsync(PolytomicAccount account, CancellationToken cancellationToken)
    {
        var key = new CatalogueKey(account.Key);
        if (cache.TryGetValue(key, out IReadOnlyList<ConnectionType>? types))
        {
            return types!;
        }

        types = await client.GetConnectionTypesAsync(account, cancellationToken);
        unknown.Warn([.. types.Select(type => type.Id)], account.Settings.Policies.Set);
        // A size, so that an app's cache with a limit takes it.
        return cache.Set(key, types, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime, Size = 1 });
    }

    private sealed record CatalogueKey(UInt128 Account);
}

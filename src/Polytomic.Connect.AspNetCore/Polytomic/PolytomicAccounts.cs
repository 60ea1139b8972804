using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>The accounts in use: one for each key, organization and set of options.</summary>
internal sealed class PolytomicAccounts(UpstreamCircuits circuits, TimeProvider time) : IDisposable
{
    // Bounded: customers come and go, and what an account holds can be made anew at any time.
    private readonly MemoryCache _accounts = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private PolytomicAccount? _last;

    public PolytomicAccount Get(PolytomicCredential credential, ConnectSettings settings) =>
        Get(credential.Token, credential.OrganizationId, settings);

    public PolytomicAccount Get(string token, string? organizationId, ConnectSettings settings)
    {
        // Most applications have one key: no digest and no cache for them.
        if (_last is { } last && ReferenceEquals(last.Settings, settings) && last.Token == token && last.OrganizationId == organizationId)
        {
            return last;
        }

        var credential = new PolytomicCredential(token, organizationId);
        var key = Digest(credential, settings);
        if (!_accounts.TryGetValue(key, out PolytomicAccount? account) || !ReferenceEquals(account!.Settings, settings))
        {
            lock (_accounts)
            {
                if (!_accounts.TryGetValue(key, out account) || !ReferenceEquals(account!.Settings, settings))
                {
                    account = new PolytomicAccount(key, credential, settings, circuits.Create(), time);
                    _accounts.Set(key, account, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
                }
            }
        }

        return _last = account;
    }

    public void Dispose() => _accounts.Dispose();

    private static UInt128 Digest(PolytomicCredential credential, ConnectSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, settings.BaseUrl.Href);
        Append(hash, settings.Options.TokenScheme is PolytomicTokenScheme.Basic ? "Basic" : "Bearer");
        Append(hash, credential.Token);
        Append(hash, credential.OrganizationId ?? "");
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

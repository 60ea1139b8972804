using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Memory;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>The accounts in use: one for each key, organization and set of options.</summary>
internal sealed class PolytomicAccounts(UpstreamCircuits circuits, TimeProvider time)
{
    public const int Most = 10_000;

    // Customers come and go, and what an account holds can be made anew; but one that is in use keeps its circuit.
    private readonly RecentlyUsed<UInt128, PolytomicAccount> _accounts = new(Most);
    private PolytomicAccount? _last;

    /// <summary>How many are kept.</summary>
    public int Count => _accounts.Count;

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
        if (!_accounts.TryGet(key, out var account) || !ReferenceEquals(account.Settings, settings))
        {
            // A change of options does not close a circuit that is open.
            account = _accounts.Set(key, known => ReferenceEquals(known?.Settings, settings)
                ? known!
                : new PolytomicAccount(key, credential, settings, known?.Circuit ?? circuits.Create(), time));
        }

        return _last = account;
    }

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

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>The data keys of one purpose: the one to close with, and those of other nodes and of earlier that seals were opened with lately.</summary>
internal sealed class DataKeys(IDataProtector protector, TimeProvider time)
{
    /// <summary>How long a key is used before Data Protection is asked again, which may have revoked its own meanwhile.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int MostOpened = 256;

    private readonly ConcurrentDictionary<UInt128, DataKey> _opened = new();
    private DataKey? _current;

    /// <summary>The key to close with. Two threads may make one each: both are good, the later one stays.</summary>
    public DataKey Current => _current is { } key && IsFresh(key) ? key : Renew();

    public DataKey Renew()
    {
        var key = RandomNumberGenerator.GetBytes(DataKey.KeySize);
        return _current = new DataKey(key, protector.Protect(key), time.GetTimestamp());
    }

    /// <exception cref="CryptographicException">Data Protection did not make this, or no longer vouches for it.</exception>
    public DataKey Unwrap(ReadOnlySpan<byte> wrapped)
    {
        if (_current is { } current && IsFresh(current) && current.Wrapped.SequenceEqual(wrapped))
        {
            return current;
        }

        var digest = Digest(wrapped);
        if (_opened.TryGetValue(digest, out var known) && IsFresh(known))
        {
            return known;
        }

        if (_opened.Count >= MostOpened)
        {
            _opened.Clear();
        }

        var bytes = wrapped.ToArray();
        return _opened[digest] = new DataKey(protector.Unprotect(bytes), bytes, time.GetTimestamp());
    }

    private bool IsFresh(DataKey key) => time.GetElapsedTime(key.Since) < Lifetime;

    private static UInt128 Digest(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}

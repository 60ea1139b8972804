using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>A key of this process's own for AES-GCM, with what Data Protection made of it: only with that can another node open what it closed.</summary>
/// <param name="key">The key.</param>
/// <param name="wrapped">The key, protected.</param>
/// <param name="since">When this process made or opened it, as a timestamp.</param>
internal sealed class DataKey(byte[] key, byte[] wrapped, long since)
{
    /// <summary>For AES-192: with a longer key every seal, which carries it wrapped, would be 16 bytes longer.</summary>
    public const int KeySize = 24;

    public const int Overhead = CounterSize + TagSize;

    private const int CounterSize = 4;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    // An AesGcm serves one thread at a time, and costs as much to make as to use.
    private readonly DefaultObjectPool<AesGcm> _ciphers = new(new CipherPolicy(key));
    private uint _counter;

    public ReadOnlySpan<byte> Wrapped => wrapped;

    public long Since => since;

    /// <summary>Closes <paramref name="content"/> into <paramref name="output"/>, which is <see cref="Overhead"/> longer; false once the key is used up.</summary>
    public bool TryClose(ReadOnlySpan<byte> content, Span<byte> output)
    {
        // Only the process that made the key closes with it, so that a counter is a nonce that never comes twice.
        var counter = Interlocked.Increment(ref _counter);
        if (counter == 0 || counter > uint.MaxValue / 2)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(output, counter);
        Span<byte> nonce = stackalloc byte[NonceSize];
        nonce.Clear();
        output[..CounterSize].CopyTo(nonce);
        var cipher = _ciphers.Get();
        cipher.Encrypt(nonce, content, output[Overhead..], output[CounterSize..Overhead]);
        _ciphers.Return(cipher);
        return true;
    }

    /// <exception cref="CryptographicException">This key did not close it.</exception>
    public byte[] Open(ReadOnlySpan<byte> closed)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        nonce.Clear();
        closed[..CounterSize].CopyTo(nonce);
        var content = new byte[closed.Length - Overhead];
        var cipher = _ciphers.Get();
        cipher.Decrypt(nonce, closed[Overhead..], closed[CounterSize..Overhead], content);
        _ciphers.Return(cipher);
        return content;
    }

    private sealed class CipherPolicy(byte[] key) : PooledObjectPolicy<AesGcm>
    {
        public override AesGcm Create() => new(key, TagSize);

        public override bool Return(AesGcm cipher) => true;
    }
}

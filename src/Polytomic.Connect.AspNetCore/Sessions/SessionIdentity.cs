using System.Security.Cryptography;
using System.Text;
using Polytomic.Connect.AspNetCore.Seals;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>The three ids of a session: random, or the same for the same request wherever a caller names an idempotency key.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="NameId">Eight characters of <c>a-z2-7</c>, for the connection's name.</param>
/// <param name="IdempotencyKey">What every try upstream carries.</param>
internal readonly record struct SessionIdentity(Guid SessionId, string NameId, string IdempotencyKey)
{
    private const int Length = 40;

    public static SessionIdentity New()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        return FromBytes(bytes);
    }

    /// <summary>
    /// The ids by HMAC from the API key over what must be the same for an outcome to be shared. Nodes need not talk to each other
    /// for that, and nobody without the key can guess an id.
    /// </summary>
    /// <param name="secret">The API key.</param>
    /// <param name="request">The user, the organization, the caller's key and the request, each written whole.</param>
    public static SessionIdentity Derive(string secret, SealWriter request)
    {
        Span<byte> hash = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), request.Written, hash);
        return FromBytes(hash[..Length]);
    }

    private static SessionIdentity FromBytes(ReadOnlySpan<byte> bytes)
    {
        var name = string.Create(8, BitConverter.ToUInt64(bytes[16..24]), static (span, bits) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = "abcdefghijklmnopqrstuvwxyz234567"[(int)(bits >> (i * 5)) & 31];
            }
        });

        // A version 4 UUID, as Polytomic recommends.
        Span<byte> key = stackalloc byte[16];
        bytes[24..40].CopyTo(key);
        key[6] = (byte)((key[6] & 0x0F) | 0x40);
        key[8] = (byte)((key[8] & 0x3F) | 0x80);
        return new SessionIdentity(new Guid(bytes[..16]), name, new Guid(key, bigEndian: true).ToString());
    }
}

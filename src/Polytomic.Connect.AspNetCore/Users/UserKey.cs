using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Polytomic.Connect.AspNetCore.Users;

/// <summary>
/// Digests of what identifies a user, a visitor or an address. Every part is preceded by its length, so that no two users share one by moving
/// characters from one part to the next.
/// </summary>
internal static class UserKey
{
    public static UInt128 OfClaim(string type, string issuer, string value) => Digest(type, issuer, value);

    public static UInt128 OfVisitor(ReadOnlySpan<byte> visitor) => Digest("visitor", "", Convert.ToHexString(visitor));

    public static UInt128 OfAddress(ReadOnlySpan<byte> address) => Digest("address", "", Convert.ToHexString(address));

    private static UInt128 Digest(string type, string issuer, string value)
    {
        var size = 12 + (2 * (type.Length + issuer.Length + value.Length));
        byte[]? rented = null;
        Span<byte> buffer = size <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(size);
        var length = Write(buffer, 0, type);
        length = Write(buffer, length, issuer);
        length = Write(buffer, length, value);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..length], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private static int Write(Span<byte> buffer, int at, string part)
    {
        // As it is in memory: in UTF-8 all halves of surrogate pairs would be the same.
        var bytes = MemoryMarshal.AsBytes(part.AsSpan());
        BinaryPrimitives.WriteInt32LittleEndian(buffer[at..], bytes.Length);
        bytes.CopyTo(buffer[(at + 4)..]);
        return at + 4 + bytes.Length;
    }
}

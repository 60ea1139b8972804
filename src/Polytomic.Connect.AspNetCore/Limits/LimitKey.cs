using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Polytomic.Connect.AspNetCore.Limits;

/// <summary>Whom a limit counts. Hashed, so that a key is small whatever it is made of; keys of different kinds never meet.</summary>
internal static class LimitKey
{
    public static UInt128 Of(LimitKeyKind kind, ReadOnlySpan<byte> value)
    {
        Span<byte> input = value.Length < 512 ? stackalloc byte[value.Length + 1] : new byte[value.Length + 1];
        input[0] = (byte)kind;
        value.CopyTo(input[1..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    public static UInt128 Of(LimitKeyKind kind, string value)
    {
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> utf8 = size < 512 ? stackalloc byte[size] : new byte[size];
        return Of(kind, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
    }
}

/// <summary>What a <see cref="LimitKey"/> stands for.</summary>
internal enum LimitKeyKind : byte
{
    /// <summary>A signed-in user.</summary>
    User = 1,

    /// <summary>A visitor who is known by a valid cookie.</summary>
    Visitor = 2,

    /// <summary>Whoever comes from an address.</summary>
    RemoteAddress = 3,
}

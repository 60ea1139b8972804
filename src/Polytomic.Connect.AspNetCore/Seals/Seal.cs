using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>
/// Seals values for one purpose, as text that fits an address. Data Protection costs 10 µs and 1.5 KB a time, more than the rest of a
/// request; so it protects a data key every few minutes, which travels in front of what is encrypted with it (envelope encryption): 1 µs.
/// </summary>
internal sealed class Seal(IDataProtectionProvider dataProtection, TimeProvider time, string purpose)
{
    private const int LengthSize = 2;

    private readonly DataKeys _keys = new(dataProtection.CreateProtector("Polytomic.Connect.AspNetCore", purpose), time);

    public string Close(ReadOnlySpan<byte> content)
    {
        var key = _keys.Current;
        var start = LengthSize + key.Wrapped.Length;
        var length = start + DataKey.Overhead + content.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var output = buffer.AsSpan(0, length);
        if (!key.TryClose(content, output[start..]))
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _keys.Renew();
            return Close(content);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(output, checked((ushort)key.Wrapped.Length));
        key.Wrapped.CopyTo(output[LengthSize..]);
        var text = WebEncoders.Base64UrlEncode(output);
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }

    /// <summary>The content; null for anything that this seal of this application did not close, whatever the reason.</summary>
    public byte[]? Open(string text)
    {
        try
        {
            var bytes = WebEncoders.Base64UrlDecode(text);

            // Decoding forgives spaces, padding and stray bits: one seal would have many spellings.
            return WebEncoders.Base64UrlEncode(bytes) == text ? Open(bytes) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private byte[]? Open(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LengthSize)
        {
            return null;
        }

        var start = LengthSize + BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        return bytes.Length >= start + DataKey.Overhead ? _keys.Unwrap(bytes[LengthSize..start]).Open(bytes[start..]) : null;
    }
}

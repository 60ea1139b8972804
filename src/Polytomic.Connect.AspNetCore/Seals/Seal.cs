using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>Data Protection for one purpose, as text that fits an address.</summary>
internal sealed class Seal(IDataProtectionProvider dataProtection, string purpose)
{
    private static readonly SearchValues<char> _alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly IDataProtector _protector = dataProtection.CreateProtector("Polytomic.Connect.AspNetCore", purpose);

    public string Close(byte[] content) => WebEncoders.Base64UrlEncode(_protector.Protect(content));

    /// <summary>The content; null for anything that this seal of this application did not close, whatever the reason.</summary>
    public byte[]? Open(string text)
    {
        try
        {
            return IsCanonical(text) ? _protector.Unprotect(WebEncoders.Base64UrlDecode(text)) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Decoding may forgive spaces, padding and stray bits behind the last byte: one seal would have many spellings.</summary>
    private static bool IsCanonical(string text) => !text.AsSpan().ContainsAnyExcept(_alphabet) && (text.Length % 4) switch
    {
        0 => true,
        2 => "AQgw".Contains(text[^1]),
        3 => "AEIMQUYcgkosw048".Contains(text[^1]),
        _ => false,
    };
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>Data Protection for one purpose, as text that fits an address.</summary>
internal sealed class Seal(IDataProtectionProvider dataProtection, string purpose)
{
    private readonly IDataProtector _protector = dataProtection.CreateProtector("Polytomic.Connect.AspNetCore", purpose);

    public string Close(byte[] content) => WebEncoders.Base64UrlEncode(_protector.Protect(content));

    /// <summary>The content; null for anything that this seal of this application did not close, whatever the reason.</summary>
    public byte[]? Open(string text)
    {
        try
        {
            var sealedContent = WebEncoders.Base64UrlDecode(text);

            // Decoding forgives spaces, padding and stray bits: one seal would have many spellings.
            return WebEncoders.Base64UrlEncode(sealedContent) == text ? _protector.Unprotect(sealedContent) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

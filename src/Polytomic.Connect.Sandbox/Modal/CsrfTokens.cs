using System.Security.Cryptography;
using System.Text;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>Ties a form to the browser it was shown in and to what it is for.</summary>
internal sealed class CsrfTokens
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Create(string browser, string purpose) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{browser}:{purpose}")));

    public bool IsValid(string? token, string? browser, string purpose) =>
        token is not null && browser is not null &&
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Create(browser, purpose)));
}

using System.Security.Cryptography;
using System.Text;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>Who a key belongs to. The same key is the same account after every restart.</summary>
internal sealed class Account
{
    private readonly byte[] _keyHash;

    public Account(string key, int number)
    {
        _keyHash = Hash(key);
        Id = Derive(key, "identity");
        OrganizationId = Derive(key, "organization");
        OrganizationName = number == 1 ? "Sandbox" : $"Sandbox {number}";
    }

    public Guid Id { get; }

    public Guid OrganizationId { get; }

    public string OrganizationName { get; }

    public string Name => $"{OrganizationName} API key";

    public bool HasKey(string key) => CryptographicOperations.FixedTimeEquals(_keyHash, Hash(key));

    private static Guid Derive(string key, string what)
    {
        var bytes = Hash($"{what}:{key}")[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

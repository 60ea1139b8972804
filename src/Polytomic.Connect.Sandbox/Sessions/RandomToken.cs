using System.Security.Cryptography;

namespace Polytomic.Connect.Sandbox.Sessions;

/// <summary>Values that nobody can guess, fit for an address.</summary>
internal static class RandomToken
{
    public static string Create() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32)).ToLowerInvariant();
}

using System.Security.Cryptography;

namespace Polytomic.Connect.Sandbox.Assets;

/// <summary>A file that comes with the sandbox; its address carries a hash, so that browsers may keep it.</summary>
internal sealed record StaticAsset(byte[] Content, string ContentType, string Version)
{
    public static StaticAsset Load(string file, string contentType)
    {
        using var stream = typeof(StaticAsset).Assembly.GetManifestResourceStream($"Assets/{file}")
            ?? throw new InvalidOperationException($"The resource Assets/{file} is missing.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var content = buffer.ToArray();
        return new StaticAsset(content, contentType, Convert.ToHexString(SHA256.HashData(content))[..12].ToLowerInvariant());
    }
}

namespace Polytomic.Connect.AspNetCore.Script;

/// <summary>An asset in one content encoding, made when first asked for. Every encoding has a tag of its own, as every representation must.</summary>
internal sealed class EncodedContent(string encoding, string version, Func<byte[]> encode)
{
    private readonly Lazy<byte[]> _bytes = new(encode);

    public string Encoding { get; } = encoding;

    public string ETag { get; } = encoding == "identity" ? $"\"{version}\"" : $"\"{version}-{encoding}\"";

    public byte[] Bytes => _bytes.Value;
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>What a button asks for, in short and always the same: by it the script finds the button again after the page was loaded anew.</summary>
internal static class ButtonKey
{
    private const int Length = 9;

    public static string Of(ConnectRequest request)
    {
        var ask = string.Join('\n', [request.Name, request.Type, request.ConnectionId, .. request.Whitelist ?? []]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(ask), hash);
        return WebEncoders.Base64UrlEncode(hash[..Length]);
    }
}

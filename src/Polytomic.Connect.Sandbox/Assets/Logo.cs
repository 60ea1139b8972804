using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Polytomic.Connect.Sandbox.Assets;

/// <summary>A mark for a connection type, drawn from its id: two letters on a colour of its own. Nobody's trademark.</summary>
internal static class Logo
{
    public static byte[] Draw(string id)
    {
        var hue = Hue(id);
        var second = (hue + 40) % 360;
        var letters = HtmlEncoder.Default.Encode(Letters(id));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">
            <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl({hue} 62% 46%)"/><stop offset="1" stop-color="hsl({second} 66% 34%)"/></linearGradient></defs>
            <rect width="40" height="40" rx="10" fill="url(#g)"/>
            <text x="20" y="26" text-anchor="middle" font-family="system-ui, sans-serif" font-size="15" font-weight="700" fill="#fff">{letters}</text>
            </svg>
            """));
    }

    private static int Hue(string id)
    {
        // Not string.GetHashCode: a logo keeps its colour over restarts.
        uint hash = 2166136261;
        foreach (var c in id)
        {
            hash = (hash ^ c) * 16777619;
        }

        return (int)(hash % 360);
    }

    private static string Letters(string id)
    {
        var words = id.Split(['_', '-', ' ', '.'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "?",
            1 when words[0].Length > 1 => $"{char.ToUpperInvariant(words[0][0])}{words[0][1]}",
            1 => words[0].ToUpperInvariant(),
            _ => $"{char.ToUpperInvariant(words[0][0])}{char.ToUpperInvariant(words[1][0])}",
        };
    }
}

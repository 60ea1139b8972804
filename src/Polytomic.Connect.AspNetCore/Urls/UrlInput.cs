using System.Buffers;

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>What every browser does to the text of a URL before it reads it.</summary>
internal static class UrlInput
{
    private static readonly SearchValues<char> _tabAndNewline = SearchValues.Create("\t\n\r");

    /// <summary>Takes control characters and spaces off both ends, then tabs and newlines out of the middle.</summary>
    public static ReadOnlySpan<char> Clean(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && text[0] <= ' ')
        {
            text = text[1..];
        }

        while (text.Length > 0 && text[^1] <= ' ')
        {
            text = text[..^1];
        }

        return text.ContainsAny(_tabAndNewline) ? WithoutTabAndNewline(text) : text;
    }

    private static char[] WithoutTabAndNewline(ReadOnlySpan<char> text)
    {
        var kept = new List<char>(text.Length);
        foreach (var c in text)
        {
            if (!_tabAndNewline.Contains(c))
            {
                kept.Add(c);
            }
        }

        return [.. kept];
    }
}

using System.Globalization;

namespace Polytomic.Connect.AspNetCore.Text;

/// <summary>Makes text from outside fit for a log: one line, of a bounded length.</summary>
internal static class LogText
{
    private const int MaxLength = 100;

    /// <summary>The text without line breaks, control characters and invisible ones that turn the direction of what follows.</summary>
    public static string Of(string text)
    {
        var shown = text.Length > MaxLength ? text.AsSpan(0, MaxLength) : text;
        var clean = string.Create(shown.Length, shown.ToString(), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.GetUnicodeCategory(from[i]) is UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    ? '?'
                    : from[i];
            }
        });
        return text.Length > MaxLength ? clean + "…" : clean;
    }
}

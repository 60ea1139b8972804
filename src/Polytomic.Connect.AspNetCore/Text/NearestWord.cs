namespace Polytomic.Connect.AspNetCore.Text;

/// <summary>Finds the known word that somebody who mistyped most likely meant.</summary>
internal static class NearestWord
{
    /// <summary>The known word with the fewest edits from <paramref name="word"/>, whatever their number; null when nothing is known.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - word.Length) < fewest && Edits(word, candidate) is var edits && edits < fewest)
            {
                (nearest, fewest) = (candidate, edits);
            }
        }

        return nearest;
    }

    /// <summary>The nearest known word where it is near enough to have been meant: about one edit in three characters.</summary>
    public static string? Meant(string word, IEnumerable<string> known) =>
        Of(word, known) is { } nearest && Edits(word, nearest) <= Math.Max(1, word.Length / 3) ? nearest : null;

    /// <summary>Insertions, removals, replacements and swaps of neighbours between two words, case aside (optimal string alignment).</summary>
    private static int Edits(string from, string to)
    {
        var beforeLast = new int[to.Length + 1];
        var last = new int[to.Length + 1];
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replace = last[j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }

        return row[to.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}

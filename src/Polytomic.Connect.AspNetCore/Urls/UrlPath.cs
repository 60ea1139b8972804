using System.Buffers;

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>Path, query and fragment of a URL, written out as browsers serialize them.</summary>
internal static class UrlPath
{
    // Printable ASCII less what each part has to encode. "|" is encoded by some browsers only; encoded, all of them read it the same.
    private static readonly SearchValues<char> _pathLiteral = Printable("\"#<>?\\^`{|}");
    private static readonly SearchValues<char> _queryLiteral = Printable("\"#'<>");
    private static readonly SearchValues<char> _fragmentLiteral = Printable("\"<>`");

    /// <summary>Appends all that follows the authority. <paramref name="pathEnd"/> is where the path ends in the output.</summary>
    public static bool TryAppend(ReadOnlySpan<char> text, ref UrlBuffer output, out int pathEnd)
    {
        var fragmentAt = text.IndexOf('#');
        var fragment = fragmentAt < 0 ? default : text[(fragmentAt + 1)..];
        text = fragmentAt < 0 ? text : text[..fragmentAt];

        var queryAt = text.IndexOf('?');
        var query = queryAt < 0 ? default : text[(queryAt + 1)..];
        text = queryAt < 0 ? text : text[..queryAt];

        var valid = TryAppendSegments(text, ref output);
        pathEnd = output.Length;
        if (valid && queryAt >= 0)
        {
            output.Append('?');
            valid = output.TryAppendEncoded(query, _queryLiteral);
        }

        if (valid && fragmentAt >= 0)
        {
            output.Append('#');
            valid = output.TryAppendEncoded(fragment, _fragmentLiteral);
        }

        return valid;
    }

    private static bool TryAppendSegments(ReadOnlySpan<char> path, ref UrlBuffer output)
    {
        var start = output.Length;
        if (path.Length > 0 && path[0] is '/' or '\\')
        {
            path = path[1..];
        }

        for (var isLast = false; !isLast;)
        {
            var end = path.IndexOfAny('/', '\\');
            isLast = end < 0;
            var segment = isLast ? path : path[..end];
            path = isLast ? default : path[(end + 1)..];

            var dots = CountDots(segment);
            if (dots == 2)
            {
                output.Truncate(start + Math.Max(output.Written[start..].LastIndexOf('/'), 0));
            }

            if (dots == 0)
            {
                output.Append('/');
                if (!output.TryAppendEncoded(segment, _pathLiteral))
                {
                    return false;
                }
            }
            else if (isLast)
            {
                output.Append('/');
            }
        }

        return true;
    }

    /// <summary>1 for ".", 2 for "..", each dot plain or as "%2e"; 0 for a segment that is a name.</summary>
    private static int CountDots(ReadOnlySpan<char> segment)
    {
        for (var dots = 0; dots <= 2; dots++)
        {
            if (segment.IsEmpty)
            {
                return dots;
            }

            var length = segment[0] == '.' ? 1 : segment.StartsWith("%2e", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
            if (length == 0)
            {
                return 0;
            }

            segment = segment[length..];
        }

        return 0;
    }

    private static SearchValues<char> Printable(string except)
    {
        Span<char> printable = stackalloc char['~' - '!' + 1];
        var length = 0;
        for (var c = '!'; c <= '~'; c++)
        {
            if (!except.Contains(c))
            {
                printable[length++] = c;
            }
        }

        return SearchValues.Create(printable[..length]);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Polytomic.Connect.AspNetCore.Script;

/// <summary>Which encoding a browser prefers, and whether it has it already.</summary>
internal static class ContentNegotiation
{
    /// <summary>The first of <paramref name="contents"/> among those with the highest quality in <c>Accept-Encoding</c>; the last one where nothing is acceptable or the header cannot be read.</summary>
    public static EncodedContent Choose(EncodedContent[] contents, HttpRequest request)
    {
        var best = contents[^1];
        if (StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
        {
            var bestQuality = 0.0;
            foreach (var content in contents)
            {
                var quality = QualityOf(content.Encoding, accepted);
                if (quality > bestQuality)
                {
                    (best, bestQuality) = (content, quality);
                }
            }
        }

        return best;
    }

    /// <summary>Does <c>If-None-Match</c> name this content?</summary>
    public static bool IsUnchanged(EncodedContent content, HttpRequest request)
    {
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known))
        {
            return false;
        }

        var tag = EntityTagHeaderValue.Parse(content.ETag);
        return known.Any(candidate => candidate == EntityTagHeaderValue.Any || candidate.Compare(tag, useStrongComparison: false));
    }

    private static double QualityOf(string encoding, IEnumerable<StringWithQualityHeaderValue> accepted)
    {
        // Plain content is acceptable unless it is refused, but only where nothing else is.
        double? any = null;
        foreach (var value in accepted)
        {
            if (StringSegment.Equals(value.Value, encoding, StringComparison.OrdinalIgnoreCase))
            {
                return value.Quality ?? 1;
            }

            if (value.Value == "*")
            {
                any = value.Quality ?? 1;
            }
        }

        return any ?? 0;
    }
}

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>
/// The characters of international host names that every browser and every .NET platform maps alike, without ICU too: full-width ASCII,
/// and letters of scripts in which a letter is one character, written from left to right. Whatever else there is, is refused.
/// </summary>
internal static class InternationalNames
{
    public static bool TryMap(char c, out char mapped)
    {
        mapped = c switch
        {
            < '\u0080' => char.ToLowerInvariant(c),
            '\u3002' or '\uFF0E' or '\uFF61' => '.',
            >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
            _ when IsCapital(c) => char.ToLowerInvariant(c),
            _ => c,
        };
        return mapped < '\u0080' ? char.IsAsciiLetterOrDigit(mapped) || mapped is '-' or '.' or '_' : IsStableLetter(mapped);
    }

    private static bool IsCapital(char c) => c switch
    {
        '\u0130' => false, // the Turkish dotted I lowers to two characters
        >= '\u00C0' and <= '\u00DE' or >= '\u0100' and <= '\u017E' => true,
        >= '\u0386' and <= '\u03AB' or >= '\u0400' and <= '\u042F' => true,
        _ => false,
    };

    private static bool IsStableLetter(char c) => c switch
    {
        >= '\u00E0' and <= '\u00FF' => c != '\u00F7',
        >= '\u0101' and <= '\u017E' => char.IsLower(c) && c is not ('\u0131' or '\u0133' or '\u0138' or '\u0140' or '\u0149'),
        >= '\u03AC' and <= '\u03CE' => c != '\u03C2', // the final sigma: browsers did not always agree
        >= '\u0430' and <= '\u045F' => true,
        >= '\u3041' and <= '\u3096' or >= '\u30A1' and <= '\u30FA' => true,
        >= '\u4E00' and <= '\u9FEF' => true,
        >= '\uAC00' and <= '\uD7A3' => true,
        _ => false,
    };
}

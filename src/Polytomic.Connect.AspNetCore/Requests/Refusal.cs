using System.Globalization;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>Refusals of a request's form.</summary>
internal static class Refusal
{
    private const int LongestEcho = 40;

    public static PolytomicConnectException Invalid(string message, Exception? cause = null) => new(ErrorCodes.InvalidRequest, message, innerException: cause);

    public static PolytomicConnectException BrokenText(string member) => Invalid($"'{member}' must be valid Unicode text.");

    public static PolytomicConnectException UnknownMember(string name) => Invalid($"'{Printable(name)}' is not a member of this request.");

    public static PolytomicConnectException Repeated(string member) => Invalid($"'{member}' must not be given twice.");

    public static PolytomicConnectException UnsupportedMediaType(string message) => new(ErrorCodes.UnsupportedMediaType, message);

    public static PolytomicConnectException TooLarge() => new(ErrorCodes.RequestTooLarge, $"The request must not be larger than {ConnectBodyReader.Limit} bytes.");

    /// <summary>A caller's own text, short and without anything that a log or a terminal would act on.</summary>
    private static string Printable(string text)
    {
        var shown = string.Create(Math.Min(text.Length, LongestEcho), text, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsPrintable(text[i]) ? text[i] : '?';
            }
        });
        return text.Length > LongestEcho ? shown + "..." : shown;
    }

    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}

using System.Globalization;
using System.Net.Mail;
using System.Text.Json;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>The formats that say something a person can get wrong; unknown ones are taken as they are.</summary>
internal static class Formats
{
    /// <summary>The end of a sentence that starts with the title, or null when all is well.</summary>
    public static string? Error(string? format, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return format switch
        {
            "json" when !IsJson(text) => "must be valid JSON.",
            "email" when !MailAddress.TryCreate(text, out _) => "must be an email address.",
            "uri" or "url" when !IsAddress(text) => "must be a complete address, such as https://example.com.",
            "date" when !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "must be a date, as YYYY-MM-DD.",
            "date-time" when !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "must be a date and time.",
            "uuid" when !Guid.TryParse(text, out _) => "must be a UUID.",
            _ => null,
        };
    }

    // A path such as /data is an absolute URI to .NET on Unix.
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && text.TrimStart().StartsWith(url.Scheme + ":", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Globalization;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>Names of controls that stand for no value of their own. A bare tilde cannot occur in the name of a value.</summary>
internal static class ControlNames
{
    public const string Csrf = "~csrf";
    public const string AddRow = "~add";
    public const string Decision = "~decision";
    public const int MaxRows = 200;

    public static string Key(string name, int row) => $"{name}/{row}/~key";

    public static string Value(string name, int row) => $"{name}/{row}/~value";

    /// <summary>A point in time as <c>datetime-local</c> shows it, in UTC.</summary>
    public static string LocalDateTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            : text;
}

using System.Globalization;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>Names of controls that stand for no value of their own. A bare tilde cannot occur in the name of a value.</summary>
internal static class ControlNames
{
    public const string Csrf = "~csrf";
    public const string AddRow = "~add";
    public const string RemoveRow = "~remove";
    public const string MoveRowUp = "~up";
    public const string Decision = "~decision";
    public const int MaxRows = 1000;

    public static string Key(string name, int row) => $"{name}/{row}/~key";

    public static string Value(string name, int row) => $"{name}/{row}/~value";

    /// <summary>Carries the place that a row has in what is stored: its secrets go with it, wherever it is moved to.</summary>
    public static string StoredRow(string row) => $"{row}/~row";

    /// <summary>Which row of a list a control is in, or null when it is in none.</summary>
    public static int? RowOf(string list, string control)
    {
        if (!control.StartsWith(list, StringComparison.Ordinal) || control.Length <= list.Length || control[list.Length] != '/')
        {
            return null;
        }

        var rest = control.AsSpan(list.Length + 1);
        var slash = rest.IndexOf('/');
        return slash > 0 && int.TryParse(rest[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < MaxRows ? row : null;
    }

    /// <summary>A point in time as <c>datetime-local</c> shows it, in UTC.</summary>
    public static string LocalDateTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            : text;
}

using System.Globalization;
using System.Text;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>
/// Names one value inside a configuration, and the form control that carries it: a JSON Pointer without its first slash, in which
/// an empty name, and what browsers rewrite in the name of a control, is escaped too.
/// </summary>
internal static class JsonPointer
{
    private const string Empty = "~2";

    public static string Append(string pointer, string name)
    {
        var escaped = Escape(name);
        return pointer.Length == 0 ? escaped : $"{pointer}/{escaped}";
    }

    public static string Append(string pointer, int index) => $"{pointer}/{index}";

    private static string Escape(string name)
    {
        if (name.Length == 0)
        {
            return Empty;
        }

        var escaped = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            _ = c switch
            {
                '~' => escaped.Append("~0"),
                '/' => escaped.Append("~1"),
                '"' or '\\' => escaped.Append(CultureInfo.InvariantCulture, $"~x{(int)c:x4}"),
                _ when char.IsControl(c) => escaped.Append(CultureInfo.InvariantCulture, $"~x{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>Names one value inside a configuration, and the form control that carries it: a JSON Pointer without its first slash.</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string name)
    {
        var escaped = name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return pointer.Length == 0 ? escaped : $"{pointer}/{escaped}";
    }

    public static string Append(string pointer, int index) => $"{pointer}/{index}";
}

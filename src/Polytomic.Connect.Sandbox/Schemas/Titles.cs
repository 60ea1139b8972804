namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>A readable title for what a schema left without one.</summary>
internal static class Titles
{
    public static string FromName(string name)
    {
        var words = name.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? "Value" : char.ToUpperInvariant(words[0]) + words[1..];
    }
}

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>Attributes that take one of a few words say so when they are given another. Empty, as Razor writes null, is not given.</summary>
internal static class AllowedValues
{
    public static void Check(string attribute, string? value, string[] allowed)
    {
        if (!string.IsNullOrEmpty(value) && !allowed.Contains(value, StringComparer.Ordinal))
        {
            throw new InvalidOperationException(
                $"<polytomic-connect> has {attribute}=\"{value}\": the attribute '{attribute}' takes {string.Join(", ", allowed[..^1])} or {allowed[^1]}.");
        }
    }
}

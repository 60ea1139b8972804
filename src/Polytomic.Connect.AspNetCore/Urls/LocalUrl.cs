using System.Diagnostics.CodeAnalysis;

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>A path of the application itself (<c>/x?y#z</c>), as a browser resolves it, in its canonical form.</summary>
internal static class LocalUrl
{
    /// <summary>False for whatever could leave the application's origin: another host behind two slashes, a scheme, a path that is relative.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? canonical)
    {
        canonical = null;
        var cleaned = UrlInput.Clean(text);
        if (cleaned is not ['/', ..] || cleaned is [_, '/' or '\\', ..])
        {
            return false;
        }

        var output = new UrlBuffer(stackalloc char[512]);

        // Without its dot segments "/.//host" is "//host": local where it stands, another host once it is written out.
        if (UrlPath.TryAppend(cleaned, ref output, out _) && output.Written is not ['/', '/', ..])
        {
            canonical = output.Written.SequenceEqual(text) ? text : output.Written.ToString();
        }

        output.Dispose();
        return canonical is not null;
    }
}

using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>The versions of Polytomic's API.</summary>
internal static class ApiVersions
{
    public const string Header = "X-Polytomic-Version";
    public const string Newest = "2025-09-18";
    private const string Oldest = "2021-05-23";

    private static readonly string[] All = [Newest, "2024-02-08", "2023-04-25", "2022-12-12", Oldest];

    /// <summary>The version that serves a request, or null when it asks for one that does not exist.</summary>
    public static string? Of(HttpRequest request)
    {
        var asked = request.Headers[Header].ToString();
        return asked.Length == 0 ? Oldest : Array.Find(All, v => v == asked);
    }

    public static string Names => string.Join(", ", All);

    /// <summary>Old versions said <c>error</c>; they keep doing so, besides the newer members.</summary>
    public static bool HasOldErrors(string version) => string.CompareOrdinal(version, "2023-04-25") < 0;
}

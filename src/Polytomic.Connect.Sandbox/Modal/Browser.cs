using Microsoft.AspNetCore.Http;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>Tells browsers apart by a cookie of the modal's own.</summary>
internal static class Browser
{
    private const string Cookie = "polytomic-sandbox";
    private const int Length = 64;

    public static string? Find(HttpContext context) =>
        context.Request.Cookies[Cookie] is { Length: Length } id && id.All(char.IsAsciiHexDigitLower) ? id : null;

    public static string FindOrCreate(HttpContext context, SandboxUrls urls)
    {
        if (Find(context) is { } known)
        {
            return known;
        }

        var id = RandomToken.Create();
        context.Response.Cookies.Append(Cookie, id, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            Path = urls.BasePath.Length == 0 ? "/" : urls.BasePath,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        return id;
    }
}

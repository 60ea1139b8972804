using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>A user with ASP.NET Core's own cookie, which is decrypted at every request.</summary>
internal static class CookieUser
{
    public static void Add(WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => cookie.SlidingExpiration = false);

    public static void MapSignIn(WebApplication app) =>
        app.MapGet("/perf/sign-in", http => http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, StubUser.Alice));
}

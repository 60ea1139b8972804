using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace MvcSample.Accounts;

[Route("account")]
public sealed class AccountController : Controller
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    [HttpGet("login")]
    public IActionResult Login(string? returnUrl) => View(new LoginPage(DemoUser.All, LocalOrHome(returnUrl)));

    [HttpPost("login")]
    public async Task<IActionResult> Login(string? user, string? returnUrl)
    {
        if (DemoUser.All.FirstOrDefault(candidate => candidate.Id == user) is not { } found)
        {
            return RedirectToAction(nameof(Login), new { returnUrl = LocalOrHome(returnUrl) });
        }

        await HttpContext.SignInAsync(Scheme, found.ToPrincipal(Scheme));
        return LocalRedirect(LocalOrHome(returnUrl));
    }

    [HttpPost("logout")]
    public async Task<IActionResult> Logout()
    {
        await HttpContext.SignOutAsync(Scheme);
        return RedirectToAction(nameof(Login));
    }

    private string LocalOrHome(string? url) => Url.IsLocalUrl(url) ? url! : Url.Content("~/");
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MvcSample.Tutorial;

/// <summary>The front end of Polytomic's tutorial, on the endpoint of Polytomic Connect: a page that brings its own script.</summary>
[Route("tutorial")]
public sealed class TutorialController : Controller
{
    [HttpGet("")]
    [Authorize]
    public IActionResult Index() => View();

    /// <summary>The tutorial's <c>redirect_url</c>. People arrive from another site, without the strict sign-in cookie, so this page asks for no user.</summary>
    [HttpGet("connected")]
    public IActionResult Connected() => View();
}

using Microsoft.AspNetCore.Mvc;

namespace MvcSample.Errors;

/// <summary>The page behind every error status, whatever method it happened to.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorController : Controller
{
    [Route("error/{status:int:range(400,599)}")]
    public IActionResult Index(int status)
    {
        Response.StatusCode = status;
        return View(status);
    }
}

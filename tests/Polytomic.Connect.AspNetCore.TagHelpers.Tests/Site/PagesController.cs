using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Polytomic.Connect.AspNetCore.TagHelpers.Tests.Site;

/// <summary>Shows a view of the tests' site by its name.</summary>
public sealed class PagesController : Controller
{
    [HttpGet("/pages/{view}")]
    public IActionResult Show(string view) => View(view, Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));

    [HttpGet("/cached/{view}")]
    [OutputCache(Duration = 60)]
    [ResponseCache(Duration = 60)]
    public IActionResult Cached(string view) => View(view);

    [HttpPost("/elsewhere")]
    public IActionResult Elsewhere() => Ok();
}

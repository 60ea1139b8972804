using Microsoft.AspNetCore.Mvc;

namespace Polytomic.Connect.AspNetCore.TagHelpers.Tests.Site;

[Area("Admin")]
public sealed class AreaController : Controller
{
    [HttpGet("/admin")]
    public IActionResult Index() => View();
}

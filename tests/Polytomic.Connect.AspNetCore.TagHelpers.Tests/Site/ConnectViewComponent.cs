using Microsoft.AspNetCore.Mvc;

namespace Polytomic.Connect.AspNetCore.TagHelpers.Tests.Site;

public sealed class ConnectViewComponent : ViewComponent
{
    public IViewComponentResult Invoke() => View();
}

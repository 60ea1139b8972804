using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MvcSample.Accounts;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Access;

/// <summary>Why may Bob not connect Snowflake? An administrator looks it up.</summary>
[Authorize(Roles = "admin")]
public sealed class AccessController(IPolytomicConnect connect) : Controller
{
    [HttpGet("access")]
    public async Task<IActionResult> Index(string? integration, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(integration))
        {
            integration = "snowflake";
        }

        var answers = new List<(DemoUser, ConnectExplanation)>();
        foreach (var user in DemoUser.All)
        {
            var principal = user.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme);
            answers.Add((user, await connect.ExplainAsync(principal, integration, cancellationToken)));
        }

        return View(new AccessPage(integration, await TypesAsync(cancellationToken), answers));
    }

    private async Task<IReadOnlyList<ConnectionType>> TypesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await connect.GetConnectionTypesAsync(User, cancellationToken);
        }
        catch (PolytomicConnectException)
        {
            return []; // The list is only a help while typing.
        }
    }
}

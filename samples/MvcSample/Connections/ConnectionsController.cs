using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Connections;

[Authorize]
[ResponseCache(NoStore = true)]
public sealed class ConnectionsController(SampleDb db, IPolytomicConnect connect) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) => View(await PageAsync(cancellationToken));

    /// <summary>The table alone, for the script that keeps an open page current.</summary>
    [HttpGet("connections")]
    public async Task<IActionResult> Table(CancellationToken cancellationToken) => PartialView("_Table", await PageAsync(cancellationToken));

    private async Task<ConnectionsPage> PageAsync(CancellationToken cancellationToken)
    {
        var userId = User.FindFirstValue(ClaimTypes.NameIdentifier);
        var rows = await db.Connections.AsNoTracking()
            .Where(c => c.UserId == userId)
            .OrderByDescending(c => c.CreatedAt)
            .ToListAsync(cancellationToken);
        try
        {
            return new ConnectionsPage(rows, await connect.GetConnectionTypesAsync(User, cancellationToken), Unavailable: null);
        }
        catch (PolytomicConnectException e)
        {
            // The table is ours and still worth showing.
            return new ConnectionsPage(rows, [], Unavailable: e.Message);
        }
    }
}

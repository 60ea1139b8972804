using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Connections;

/// <summary>Users reconnect what is theirs. The buttons of our own pages need no such check: the server rendered them for their user.</summary>
internal sealed class ConnectionOwnership(SampleDb db) : IConnectionAuthorizer
{
    public async ValueTask<bool> CanReconnectAsync(ClaimsPrincipal user, string connectionId, CancellationToken cancellationToken)
    {
        var userId = user.FindFirstValue(ClaimTypes.NameIdentifier);
        return await db.Connections.AnyAsync(c => c.Id == connectionId && c.UserId == userId, cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using Polytomic.Connect.AspNetCore;

internal sealed class RecordConnection(AppDb db) : IConnectCompletionHandler
{
    public async Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
    {
        if (!await db.Connections.AnyAsync(c => c.Id == completion.Connection.Id, cancellationToken))
        {
            // Visitors have no UserId.
            db.Add(new Connection { Id = completion.Connection.Id, Owner = completion.UserId ?? "visitor", Type = completion.Connection.Type });
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}

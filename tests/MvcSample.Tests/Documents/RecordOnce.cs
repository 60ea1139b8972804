using Microsoft.EntityFrameworkCore;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Tests.Documents;

internal sealed class RecordOnce(AppDb db) : IConnectCompletionHandler
{
    public async Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
    {
        if (await db.Completions.AnyAsync(c => c.SessionId == completion.SessionId, cancellationToken))
        {
            return; // told again
        }

        db.Completions.Add(new Completion { SessionId = completion.SessionId, UserId = completion.UserId, ConnectionId = completion.Connection.Id });
        await db.SaveChangesAsync(cancellationToken);
    }
}

using Polytomic.Connect.AspNetCore;

namespace MvcSample.Connections;

/// <summary>Records a verified connection. It may be told the same thing twice, and writes it once.</summary>
internal sealed class ConnectionRecorder(SampleDb db, TimeProvider time) : IConnectCompletionHandler
{
    public async Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
    {
        var connected = completion.Connection;
        var row = await db.Connections.FindAsync([connected.Id], cancellationToken);
        if (row?.SessionId == completion.SessionId)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (row is null)
        {
            row = new Connection
            {
                Id = connected.Id,
                UserId = completion.UserId ?? throw new InvalidOperationException("Only signed-in users connect something here."),
                Type = connected.Type,
                Name = connected.Name,
                SessionId = completion.SessionId,
                CreatedAt = now,
                UpdatedAt = now,
            };
            db.Add(row);
        }

        (row.Type, row.Name, row.Status) = (connected.Type, connected.Name, connected.Status);
        (row.SessionId, row.UpdatedAt) = (completion.SessionId, now);
        await db.SaveChangesAsync(cancellationToken);
    }
}

using Npgsql;
using Polytomic.Connect.AspNetCore;

namespace Polytomic.Connect.Operations.Tests.Shop;

/// <summary>One row for each session, however often it runs. It counts its runs, too.</summary>
internal sealed class RecordConnection(NpgsqlDataSource database) : IConnectCompletionHandler
{
    public async Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
    {
        await using var insert = database.CreateCommand(
            """
            insert into connection (session_id, connection_id, owner, runs) values ($1, $2, $3, 1)
            on conflict (session_id) do update set runs = connection.runs + 1
            """);
        insert.Parameters.Add(new() { Value = completion.SessionId });
        insert.Parameters.Add(new() { Value = completion.Connection.Id });
        insert.Parameters.Add(new() { Value = completion.UserId });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}

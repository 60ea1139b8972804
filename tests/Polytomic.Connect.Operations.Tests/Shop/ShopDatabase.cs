using MvcSample.Tests.Fixtures;
using Npgsql;

namespace Polytomic.Connect.Operations.Tests.Shop;

/// <summary>What the nodes' handler wrote.</summary>
internal sealed class ShopDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private ShopDatabase(string address)
    {
        Address = address;
        _source = NpgsqlDataSource.Create(address);
    }

    /// <summary>The connection string.</summary>
    public string Address { get; }

    /// <summary>A new database on the server.</summary>
    public static async Task<ShopDatabase> CreateAsync(PostgresServer server)
    {
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = PostgresServer.Host,
            Port = server.Port,
            Username = PostgresServer.User,
            Password = PostgresServer.Password,
            Database = PostgresServer.Database,
            MaxPoolSize = 20,
        };
        var name = "shop_" + Guid.NewGuid().ToString("N");
        await using (var admin = NpgsqlDataSource.Create(address))
        await using (var create = admin.CreateCommand($"create database {name}"))
        {
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        address.Database = name;
        var database = new ShopDatabase(address.ConnectionString);
        // A connection that two sessions claimed would be refused by the second key, and logged by the node.
        await using var table = database._source.CreateCommand(
            "create table connection (session_id text primary key, connection_id text not null unique, owner text not null, runs int not null)");
        await table.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return database;
    }

    /// <summary>The rows, by the id of their connection.</summary>
    public async Task<IReadOnlyDictionary<string, (string Owner, int Runs)>> RowsAsync()
    {
        var rows = new Dictionary<string, (string, int)>();
        await using var select = _source.CreateCommand("select connection_id, owner, runs from connection");
        await using var reader = await select.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0), (reader.GetString(1), reader.GetInt32(2)));
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}

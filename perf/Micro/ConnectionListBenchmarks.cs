using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using Polytomic.Connect.AspNetCore.Polytomic;

namespace Polytomic.Connect.Micro;

/// <summary>Going through an organization's connections for one that is last, or in the middle, beside reading all of them into objects.</summary>
public partial class ConnectionListBenchmarks
{
    private MemoryStream _list = new();
    private string _last = "";
    private string _middle = "";

    [Params(10, 1_000, 10_000, 100_000)]
    public int Connections { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var json = new StringBuilder("{\"data\":[");
        for (var i = 0; i < Connections; i++)
        {
            json.Append(i == 0 ? "" : ",").Append($$"""
                {"id":"{{Id(i)}}","name":"Connection {{i}} (abcdefgh)","type":{"id":"postgresql","name":"PostgreSQL","logo_url":"https://example.com/postgresql.svg","use_oauth":false},"organization_id":"7b0bd27c-2bc5-4f80-a8c7-5a4c3ed2d001","status":"healthy","status_error":null,"saved":true,"configuration":{"hostname":"db{{i}}.example.com","port":5432,"username":"polytomic","password":"********","database":"app","ssl":true},"created_at":"2026-01-15T09:30:00Z","created_by":{"id":"1","name":"Alice","type":"user"},"updated_at":"2026-01-15T09:30:00Z","policies":[]}
                """);
        }

        _list = new MemoryStream(Encoding.UTF8.GetBytes(json.Append("]}").ToString()));
        _last = Id(Connections - 1);
        _middle = Id(Connections / 2);
    }

    [Benchmark(Baseline = true)]
    public async Task<int> JsonSerializerReadsAll()
    {
        _list.Position = 0;
        var list = await JsonSerializer.DeserializeAsync(_list, Json.Default.Listed);
        return list!.Data.FindIndex(connection => connection.Id == _last);
    }

    [Benchmark]
    public Task<bool> Last() => ScanAsync(_last);

    [Benchmark]
    public Task<bool> Middle() => ScanAsync(_middle);

    private async Task<bool> ScanAsync(string id)
    {
        _list.Position = 0;
        var hash = JsonText.Hash(id);
        return await ConnectionListScanner.ScanAsync(_list, (idHash, _) => idHash == hash, connection => connection.Id != id, default);
    }

    private static string Id(int i) => $"{i:x8}-2bc5-4f80-a8c7-5a4c3ed2d001";

    internal sealed record Listed([property: JsonPropertyName("data")] List<Connection> Data);

    internal sealed record Connection(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("type")] ConnectionType Type,
        [property: JsonPropertyName("organization_id")] string? OrganizationId,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("saved")] bool? Saved,
        [property: JsonPropertyName("created_at")] DateTimeOffset? CreatedAt,
        [property: JsonPropertyName("updated_at")] string? UpdatedAt);

    internal sealed record ConnectionType([property: JsonPropertyName("id")] string Id);

    [JsonSerializable(typeof(Listed))]
    private sealed partial class Json : JsonSerializerContext;
}

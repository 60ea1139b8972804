using System.Text;
using Polytomic.Connect.AspNetCore.Polytomic;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

public class ConnectionListScannerTests
{
    [Theory]
    [InlineData("""Caf\u00e9 \ud83d\ude00 \"x\"\\""", "Café 😀 \"x\"\\")]
    [InlineData("Kundenübersicht 😀", "Kundenübersicht 😀")]
    [InlineData("", "")]
    public async Task Finds_a_name_however_it_is_written(string written, string name)
    {
        using var list = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"data":[{"id":"1","name":"Other"},{"id":"2","name":"{{written}}"}]}"""));

        Assert.Equal(["2"], await FindAsync(list, name));
    }

    [Fact]
    public async Task Finds_a_long_name()
    {
        var name = new string('é', 1500);
        using var list = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"data":[{"id":"1","name":"{{name}}"},{"id":"2","name":"{{name[1..]}}"}]}"""));

        Assert.Equal(["1"], await FindAsync(list, name));
    }

    [Theory]
    [InlineData("""{"id":"1","name":"CRM","more":{"id":"x","name":"y","deep":[{"name":"z"}]},"empty":{}}""")]
    [InlineData("""{"more":{"id":"x","name":"y"},"name":"CRM","list":[[{}],{"id":"z"}],"id":"1"}""")]
    [InlineData("""{"name":"CRM","more":[],"id":"1","type":{"id":"hubspot","name":"Other"}}""")]
    [InlineData("""{"n\u0061me":"C\u0052M","\u0069d":"1"}""")]
    [InlineData("""{"id":"0","id":"1","name":"CRM"}""")]
    public async Task Finds_a_connection_whatever_stands_around_it_and_however_it_arrives(string connection)
    {
        var list = Encoding.UTF8.GetBytes($$$"""{"meta":{"data":[1]},"data":[{"id":"0","name":"CRM2","more":{"name":"CRM"}},{{{connection}}},{"name":"x"},{"id":"3"},{}]}""");
        for (var piece = 1; piece < list.Length; piece += 3)
        {
            using var stream = new Pieces(list, piece);
            Assert.Equal(["1"], await FindAsync(stream, "CRM"));
        }
    }

    [Fact]
    public async Task Takes_the_same_memory_however_long_the_list_is()
    {
        using var list = List(100_000);
        await FindAsync(List(10), "Connection 7");
        var before = GC.GetAllocatedBytesForCurrentThread();

        // In memory the stream never makes the scan wait: all of it is done on this thread.
        var found = FindAsync(list, "Connection 99999");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
        Assert.Equal(["99999"], await found);
    }

    private static MemoryStream List(int count)
    {
        var json = new StringBuilder("{\"data\":[");
        for (var i = 0; i < count; i++)
        {
            json.Append(i == 0 ? "" : ",").Append($$"""{"id":"{{i}}","name":"Connection {{i}}","type":{"id":"postgresql"},"configuration":{"name":"x"},"status":"healthy"}""");
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(json.Append("]}").ToString()));
    }

    private static async Task<List<string>> FindAsync(Stream list, string name)
    {
        var found = new List<string>();
        var hash = JsonText.Hash(name);
        var isWhole = await ConnectionListScanner.ScanAsync(
            list,
            (_, nameHash) => nameHash == hash,
            connection =>
            {
                found.Add(connection.Id);
                return true;
            },
            TestContext.Current.CancellationToken);
        Assert.True(isWhole);
        return found;
    }

    private sealed class Pieces(byte[] bytes, int length) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(length, buffer.Length)], cancellationToken);
    }
}

using Polytomic.Connect.AspNetCore.Memory;

namespace Polytomic.Connect.AspNetCore.Tests.Memory;

public class CellStoreTests
{
    private readonly CellStore _store = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(120)]
    [InlineData(121)]
    [InlineData(1_000_000)]
    public void What_was_added_is_read_whatever_its_length(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        Assert.Equal(bytes, Read(_store.Add(bytes)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nobody_s_bytes_become_another_s_however_they_come_and_go(int seed)
    {
        var random = new Random(seed);
        var kept = new List<(StoredBytes Stored, byte[] Bytes)>();
        for (var step = 0; step < 20_000; step++)
        {
            // Grows first, shrinks then: blocks are added, emptied and given back.
            if (kept.Count == 0 || random.NextDouble() < (step % 10_000 < 5_000 ? 0.7 : 0.2))
            {
                var bytes = new byte[random.Next(300)];
                random.NextBytes(bytes);
                kept.Add((_store.Add(bytes), bytes));
            }
            else
            {
                var at = random.Next(kept.Count);
                _store.Remove(kept[at].Stored);
                kept.RemoveAt(at);
            }

            if (step % 500 == 0)
            {
                Assert.All(kept, one => Assert.Equal(one.Bytes, Read(one.Stored)));
            }
        }

        Assert.All(kept, one => Assert.Equal(one.Bytes, Read(one.Stored)));
    }

    [Fact]
    public void A_rush_leaves_nothing_behind()
    {
        _store.Remove(_store.Add(new byte[100]));
        var before = GC.GetTotalMemory(true);

        var rush = Enumerable.Range(0, 100_000).Select(_ => _store.Add(new byte[100])).ToArray();
        Assert.InRange(GC.GetTotalMemory(true) - before, 10_000_000, 20_000_000);
        Array.ForEach(rush, _store.Remove);

        Assert.InRange(GC.GetTotalMemory(true) - before, long.MinValue, 2_000_000);
        Assert.Equal([1, 2, 3], Read(_store.Add([1, 2, 3])));
    }

    private byte[] Read(StoredBytes stored)
    {
        var bytes = new byte[stored.Length];
        _store.Read(stored, bytes);
        return bytes;
    }
}

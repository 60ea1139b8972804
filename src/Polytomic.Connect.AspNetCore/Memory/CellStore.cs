using System.Buffers.Binary;

namespace Polytomic.Connect.AspNetCore.Memory;

/// <summary>
/// Byte strings in cells of large blocks, each cell naming the next. The garbage collector neither moves the blocks nor looks into them: as objects,
/// tens of thousands that live for half an hour would make every collection longer, and every request that waits for one. Not for many threads at a time.
/// </summary>
internal sealed class CellStore
{
    private const int None = -1;
    private const int CellLength = 64;
    private const int ContentLength = CellLength - sizeof(int);

    // 128 KB: from 85 KB on the collector leaves arrays where they are.
    private const int CellsInBlock = 2048;

    private readonly List<byte[]> _blocks = [];
    private int _free = None;
    private int _used;

    public StoredBytes Add(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        var first = None;

        // From the end, so that each cell knows the one behind it.
        while (bytes.Length > 0)
        {
            var start = (bytes.Length - 1) / ContentLength * ContentLength;
            first = Take(bytes[start..], first);
            bytes = bytes[..start];
        }

        return new StoredBytes(first, length);
    }

    /// <summary>Copies what was added.</summary>
    /// <param name="stored">Where it is.</param>
    /// <param name="destination">Room for it, and no more.</param>
    public void Read(StoredBytes stored, Span<byte> destination)
    {
        for (var cell = stored.FirstCell; cell != None; cell = Next(cell))
        {
            var length = Math.Min(ContentLength, destination.Length);
            Content(cell)[..length].CopyTo(destination);
            destination = destination[length..];
        }
    }

    public void Remove(StoredBytes stored)
    {
        for (var cell = stored.FirstCell; cell != None;)
        {
            var next = Next(cell);
            SetNext(cell, _free);
            _free = cell;
            _used--;
            cell = next;
        }

        if (_used == 0 && _blocks.Count > 1)
        {
            // A rush is over: what it took is given back. While anything is kept, cells cannot be moved, and free ones wait for the next.
            _blocks.Clear();
            _free = None;
        }
    }

    private int Take(ReadOnlySpan<byte> content, int next)
    {
        if (_free == None)
        {
            AddBlock();
        }

        var cell = _free;
        _free = Next(cell);
        _used++;
        content.CopyTo(Content(cell));
        SetNext(cell, next);
        return cell;
    }

    private void AddBlock()
    {
        var first = _blocks.Count * CellsInBlock;
        _blocks.Add(new byte[CellsInBlock * CellLength]);
        for (var cell = first + CellsInBlock - 1; cell >= first; cell--)
        {
            SetNext(cell, _free);
            _free = cell;
        }
    }

    private int Next(int cell) => BinaryPrimitives.ReadInt32LittleEndian(Cell(cell)[ContentLength..]);

    private void SetNext(int cell, int next) => BinaryPrimitives.WriteInt32LittleEndian(Cell(cell)[ContentLength..], next);

    private Span<byte> Content(int cell) => Cell(cell)[..ContentLength];

    private Span<byte> Cell(int cell) => _blocks[cell / CellsInBlock].AsSpan(cell % CellsInBlock * CellLength, CellLength);
}

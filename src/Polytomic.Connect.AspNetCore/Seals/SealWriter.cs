using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>Writes values one after the other, as small as they get: what is sealed travels in addresses.</summary>
internal sealed class SealWriter : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(512);
    private int _length;

    /// <summary>What was written; good until the writer is disposed of.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public byte[] ToArray() => Written.ToArray();

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    public void Write(byte value)
    {
        Take(1)[0] = value;
    }

    public void Write(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(Take(16), value);
    }

    public void Write(Guid value)
    {
        value.TryWriteBytes(Take(16));
    }

    public void Write(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value.ToUnixTimeMilliseconds());
    }

    /// <summary>In UTF-8, or in UTF-16 where that is shorter, as for most of Asia's scripts.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteLength(0);
            return;
        }

        Write(value.AsSpan());
    }

    public void Write(ReadOnlySpan<char> value)
    {
        // Lengths are shifted by one, so that nothing and empty differ; the lowest bit says which encoding.
        var utf8 = Encoding.UTF8.GetByteCount(value);
        if (utf8 <= value.Length * 2)
        {
            WriteLength((utf8 + 1) << 1);
            Encoding.UTF8.GetBytes(value, Take(utf8));
        }
        else
        {
            WriteLength(((value.Length + 1) << 1) | 1);
            MemoryMarshal.AsBytes(value).CopyTo(Take(value.Length * 2));
        }
    }

    public void Write(IReadOnlyCollection<string>? values)
    {
        WriteLength(values is null ? 0 : values.Count + 1);
        foreach (var value in values ?? [])
        {
            Write(value);
        }
    }

    /// <summary>What stands around each <paramref name="separator"/>, as a list.</summary>
    public void WriteAround(string separator, ReadOnlySpan<char> value)
    {
        WriteLength(value.Count(separator) + 2);
        for (int next; (next = value.IndexOf(separator)) >= 0; value = value[(next + separator.Length)..])
        {
            Write(value[..next]);
        }

        Write(value);
    }

    private void WriteLength(int value)
    {
        var rest = (uint)value;
        while (rest > 0x7F)
        {
            Write((byte)(rest | 0x80));
            rest >>= 7;
        }

        Write((byte)rest);
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((_length + count) * 2);
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>Reads what <see cref="SealWriter"/> wrote. What it reads was sealed by us: anything unexpected is a bug, and throws.</summary>
internal ref struct SealReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte ReadByte() => Take(1)[0];

    public UInt128 ReadUInt128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    public Guid ReadGuid() => new(Take(16));

    public DateTimeOffset ReadMoment() => DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(Take(8)));

    public string? ReadText()
    {
        var length = ReadLength();
        if (length == 0)
        {
            return null;
        }

        var count = (length >> 1) - 1;
        return (length & 1) == 0
            ? Encoding.UTF8.GetString(Take(count))
            : new string(MemoryMarshal.Cast<byte, char>(Take(count * 2)));
    }

    public string[]? ReadTexts()
    {
        var length = ReadLength();
        if (length == 0)
        {
            return null;
        }

        var values = new string[length - 1];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadText()!;
        }

        return values;
    }

    private int ReadLength()
    {
        var value = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var next = ReadByte();
            value |= (uint)(next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                return (int)value;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}

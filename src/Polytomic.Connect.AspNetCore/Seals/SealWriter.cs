using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Polytomic.Connect.AspNetCore.Seals;

/// <summary>Writes values one after the other, as small as they get: what is sealed travels in addresses.</summary>
internal sealed class SealWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Write(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    public void Write(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(_bytes.GetSpan(16), value);
        _bytes.Advance(16);
    }

    public void Write(Guid value)
    {
        value.TryWriteBytes(_bytes.GetSpan(16));
        _bytes.Advance(16);
    }

    public void Write(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(8), value.ToUnixTimeMilliseconds());
        _bytes.Advance(8);
    }

    /// <summary>In UTF-8, or in UTF-16 where that is shorter, as for most of Asia's scripts.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteLength(0);
            return;
        }

        // Lengths are shifted by one, so that nothing and empty differ; the lowest bit says which encoding.
        var utf8 = Encoding.UTF8.GetByteCount(value);
        if (utf8 <= value.Length * 2)
        {
            WriteLength((utf8 + 1) << 1);
            _bytes.Advance(Encoding.UTF8.GetBytes(value, _bytes.GetSpan(utf8 + 1)));
        }
        else
        {
            WriteLength(((value.Length + 1) << 1) | 1);
            _bytes.Write(MemoryMarshal.AsBytes(value.AsSpan()));
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
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Polytomic.Connect.AspNetCore.Urls;

/// <summary>Characters written one after the other, on the stack for as long as they fit there.</summary>
internal ref struct UrlBuffer(Span<char> initial)
{
    private Span<char> _chars = initial;
    private char[]? _rented;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Written => _chars[..Length];

    public void Append(char value)
    {
        EnsureRoom(1);
        _chars[Length++] = value;
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        EnsureRoom(value.Length);
        value.CopyTo(_chars[Length..]);
        Length += value.Length;
    }

    public void AppendNumber(int value, ReadOnlySpan<char> format = default)
    {
        EnsureRoom(10);
        value.TryFormat(_chars[Length..], out var written, format, CultureInfo.InvariantCulture);
        Length += written;
    }

    public void AppendLowered(scoped ReadOnlySpan<char> ascii)
    {
        EnsureRoom(ascii.Length);
        Ascii.ToLower(ascii, _chars[Length..], out var written);
        Length += written;
    }

    /// <summary>Appends what is not in <paramref name="literal"/> as percent-encoded UTF-8. False where the text is not valid UTF-16.</summary>
    public bool TryAppendEncoded(scoped ReadOnlySpan<char> value, SearchValues<char> literal)
    {
        Span<byte> utf8 = stackalloc byte[4];
        while (value.Length > 0)
        {
            var encodeAt = value.IndexOfAnyExcept(literal);
            Append(encodeAt < 0 ? value : value[..encodeAt]);
            if (encodeAt < 0)
            {
                return true;
            }

            value = value[encodeAt..];
            if (Rune.DecodeFromUtf16(value, out var rune, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                Append('%');
                Append(HexDigit(octet >> 4));
                Append(HexDigit(octet & 0xF));
            }

            value = value[consumed..];
        }

        return true;
    }

    public void Truncate(int length) => Length = length;

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
            this = default;
        }
    }

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);

    private void EnsureRoom(int count)
    {
        if (Length + count <= _chars.Length)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + count, _chars.Length * 2));
        Written.CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
        }

        _chars = _rented = larger;
    }
}

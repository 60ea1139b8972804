using System.Buffers;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Reads a body that has no business being large.</summary>
internal static class BoundedBody
{
    /// <summary>The body in a rented array; null when it is longer than <paramref name="limit"/>. Dispose of it in any case.</summary>
    public static async ValueTask<RentedBytes?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
        {
            return null;
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(limit + 1, (int)(content.Headers.ContentLength ?? 4096) + 1));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    var result = new RentedBytes(buffer, length);
                    buffer = null;
                    return result;
                }

                length += read;
                if (length > limit)
                {
                    return null;
                }

                if (length == buffer!.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(limit + 1, length * 2));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}

/// <summary>Bytes in an array that goes back to its pool.</summary>
internal readonly struct RentedBytes(byte[] buffer, int length) : IDisposable
{
    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, length);

    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}

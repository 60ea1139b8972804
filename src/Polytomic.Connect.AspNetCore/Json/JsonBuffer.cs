using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace Polytomic.Connect.AspNetCore.Json;

/// <summary>
/// A JSON writer and the bytes that it writes, used again and again: for a string the writer wants room for six times its length, lest all of
/// it has to be escaped, and a new buffer would be larger than the rest of a request.
/// </summary>
internal sealed class JsonBuffer : IDisposable
{
    private const int LargestKept = 64 * 1024;

    private static readonly DefaultObjectPool<JsonBuffer> _pool = new(new Policy());

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    private JsonBuffer() => Writer = new Utf8JsonWriter(_bytes);

    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written; good until the buffer is disposed of.</summary>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Writer.Flush();
            return _bytes.WrittenMemory;
        }
    }

    /// <summary>Takes one from the pool. Dispose of it to give it back.</summary>
    public static JsonBuffer Rent() => _pool.Get();

    public void Dispose() => _pool.Return(this);

    private sealed class Policy : PooledObjectPolicy<JsonBuffer>
    {
        public override JsonBuffer Create() => new();

        public override bool Return(JsonBuffer buffer)
        {
            // Its content may be one user's.
            buffer._bytes.Clear();
            buffer.Writer.Reset();
            return buffer._bytes.Capacity <= LargestKept;
        }
    }
}

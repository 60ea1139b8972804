using System.Buffers;
using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>
/// Goes through <c>{"data":[connection, ...]}</c> as it arrives. One connection at a time is in memory, however long the list, and
/// a connection that nobody looks for is passed over without being read: of its id and name only hashes are taken, and no strings are made.
/// </summary>
internal static class ConnectionListScanner
{
    private const int FirstBuffer = 16 * 1024;
    private const int LargestConnection = 4 * 1024 * 1024;

    // One connection with an odd configuration must not hide the others.
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 1000 };

    /// <param name="stream">The body.</param>
    /// <param name="looksFor">Whether anybody may look for a connection, by what <see cref="JsonText.Hash(string)"/> is of its id and name.</param>
    /// <param name="found">Told of every such connection; false stops the scan.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    /// <returns>Whether this was a list of connections.</returns>
    public static async ValueTask<bool> ScanAsync(
        Stream stream, Func<int, int, bool> looksFor, Func<ListedConnection, bool> found, CancellationToken cancellationToken)
    {
        var scan = new Scan(looksFor, found);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var (length, enough) = (0, 0);
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                length += read;
                if (length < enough && read > 0)
                {
                    continue;
                }

                var consumed = scan.Advance(buffer.AsSpan(0, length), isLast: read == 0);
                if (scan.IsDone || read == 0)
                {
                    return scan.IsDone;
                }

                buffer.AsSpan(consumed, length - consumed).CopyTo(buffer);
                length -= consumed;
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                // A connection that did not fit is begun again only when there is much more of it: reading stays linear.
                enough = consumed == 0 ? Math.Min(length * 2, buffer.Length) : 0;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        if (buffer.Length >= LargestConnection)
        {
            throw new JsonException();
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private sealed class Scan(Func<int, int, bool> looksFor, Func<ListedConnection, bool> found)
    {
        private JsonReaderState _state = new(Deep);
        private bool _inList;

        public bool IsDone { get; private set; }

        /// <summary>Reads as far as whole connections go, and says how far that was.</summary>
        public int Advance(ReadOnlySpan<byte> bytes, bool isLast)
        {
            var reader = new Utf8JsonReader(bytes, isLast, _state);
            var whole = reader;
            while (!IsDone && Step(ref reader, bytes))
            {
                whole = reader;
            }

            _state = whole.CurrentState;
            return (int)whole.BytesConsumed;
        }

        /// <summary>One connection, or one token outside the list; false when there is not enough for it yet.</summary>
        private bool Step(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
        {
            if (!reader.Read())
            {
                return false;
            }

            if (_inList)
            {
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    IsDone = true;
                    return true;
                }

                return StepConnection(ref reader, bytes);
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when reader.CurrentDepth == 0:
                    return true;
                case JsonTokenType.PropertyName when reader.ValueTextEquals("data"u8):
                    if (!reader.Read())
                    {
                        return false;
                    }

                    if (reader.TokenType != JsonTokenType.StartArray)
                    {
                        throw new JsonException();
                    }

                    _inList = true;
                    return true;
                case JsonTokenType.PropertyName:
                    return reader.TrySkip();
                default:
                    throw new JsonException();
            }
        }

        private bool StepConnection(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException();
            }

            var start = (int)reader.TokenStartIndex;
            if (!TryReadKeys(ref reader, out var idHash, out var nameHash))
            {
                return false;
            }

            if (looksFor(idHash, nameHash))
            {
                var whole = new Utf8JsonReader(bytes[start..(int)reader.BytesConsumed], Deep);
                whole.Read();
                IsDone = ListedConnectionReader.Read(ref whole) is { } connection && !found(connection);
            }

            return true;
        }

        private static bool TryReadKeys(ref Utf8JsonReader reader, out int idHash, out int nameHash)
        {
            idHash = nameHash = 0;
            var depth = reader.CurrentDepth;
            var (hasId, hasName) = (false, false);
            while (!hasId || !hasName)
            {
                if (!reader.Read())
                {
                    return false;
                }

                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    return true;
                }

                var isId = reader.ValueTextEquals("id"u8);
                var isName = !isId && reader.ValueTextEquals("name"u8);
                if (!reader.Read() || (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !reader.TrySkip()))
                {
                    return false;
                }

                if (isId)
                {
                    idHash = JsonText.Hash(ref reader);
                    hasId = true;
                }
                else if (isName)
                {
                    nameHash = JsonText.Hash(ref reader);
                    hasName = true;
                }
            }

            return TryMoveToEnd(ref reader, depth);
        }

        /// <summary>Passes over the rest of the object at <paramref name="depth"/>.</summary>
        private static bool TryMoveToEnd(ref Utf8JsonReader reader, int depth)
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth)
                {
                    return true;
                }
            }

            return false;
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Polytomic.Connect.AspNetCore.Memory;

/// <summary>Values by key, of which the least recently used make room: memory is bounded, and what is in use stays.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly object _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> _nodes = [];

    // The least recently used comes first.
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _order = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _nodes.Count;
            }
        }
    }

    /// <summary>Finds the value, which is then the most recently used one.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                MoveToEnd(node);
                value = node.Value.Value;
                return true;
            }

            value = default;
            return false;
        }
    }

    /// <summary>Sets the value to what <paramref name="change"/> makes of the one that there is, or of none; nobody else changes one meanwhile.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">Makes the value.</param>
    /// <param name="dropped">Told of the value that made room, where one had to.</param>
    public TValue Set(TKey key, Func<TValue?, TValue> change, Action<TValue>? dropped = null)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                MoveToEnd(node);
                node.Value = new(key, change(node.Value.Value));
                return node.Value.Value;
            }

            var value = change(default);
            if (_nodes.Count == most)
            {
                var oldest = _order.First!;
                _order.Remove(oldest);
                _nodes.Remove(oldest.Value.Key);
                dropped?.Invoke(oldest.Value.Value);
            }

            _nodes[key] = _order.AddLast(new KeyValuePair<TKey, TValue>(key, value));
            return value;
        }
    }

    private void MoveToEnd(LinkedListNode<KeyValuePair<TKey, TValue>> node)
    {
        if (node != _order.Last)
        {
            _order.Remove(node);
            _order.AddLast(node);
        }
    }
}

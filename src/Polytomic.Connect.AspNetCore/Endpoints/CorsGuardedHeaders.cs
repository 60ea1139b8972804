using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>The headers of an answer, in which those of CORS stay as they are.</summary>
internal sealed class CorsGuardedHeaders(IHeaderDictionary headers) : IHeaderDictionary
{
    public long? ContentLength
    {
        get => headers.ContentLength;
        set => headers.ContentLength = value;
    }

    public ICollection<string> Keys => headers.Keys;

    public ICollection<StringValues> Values => headers.Values;

    public int Count => headers.Count;

    public bool IsReadOnly => headers.IsReadOnly;

    public StringValues this[string key]
    {
        get => headers[key];
        set
        {
            if (!IsCors(key))
            {
                headers[key] = value;
            }
        }
    }

    public static bool IsCors(string name) => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase);

    public void Add(string key, StringValues value) => Add(KeyValuePair.Create(key, value));

    public void Add(KeyValuePair<string, StringValues> item)
    {
        if (!IsCors(item.Key))
        {
            headers.Add(item);
        }
    }

    public bool Remove(string key) => !IsCors(key) && headers.Remove(key);

    public bool Remove(KeyValuePair<string, StringValues> item) => !IsCors(item.Key) && headers.Remove(item);

    // Whoever throws the whole answer away starts a new one, which nobody but the app's own pages may read.
    public void Clear() => headers.Clear();

    public bool ContainsKey(string key) => headers.ContainsKey(key);

    public bool Contains(KeyValuePair<string, StringValues> item) => headers.Contains(item);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value) => headers.TryGetValue(key, out value);

    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) => headers.CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => headers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>What one user may connect, now. Never changes, and is shared by users to whom the same policies apply.</summary>
internal sealed class AllowedIntegrations
{
    private readonly HashSet<string> _named;
    private readonly string[]? _ids;

    private AllowedIntegrations(HashSet<string> named, string[]? ids)
    {
        _named = named;
        _ids = ids;
    }

    public static AllowedIntegrations Nothing { get; } = new([], []);

    public static AllowedIntegrations Everything { get; } = new([], null);

    /// <summary>Nothing may be connected.</summary>
    public bool IsEmpty => _ids is { Length: 0 };

    /// <summary>Everything may be connected, without exception.</summary>
    public bool IsEverything => _ids is null && _named.Count == 0;

    /// <summary>
    /// The ids that may be connected, in ordinal order, the same on every node; null when it is everything, perhaps less some: then the
    /// catalogue names them.
    /// </summary>
    public IReadOnlyCollection<string>? Ids => _ids;

    public static AllowedIntegrations Only(IReadOnlySet<string> ids)
    {
        string[] sorted = [.. ids];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted.Length == 0 ? Nothing : new(new HashSet<string>(sorted, StringComparer.Ordinal), sorted);
    }

    public static AllowedIntegrations EverythingExcept(IReadOnlySet<string> ids) =>
        ids.Count == 0 ? Everything : new(new HashSet<string>(ids, StringComparer.Ordinal), null);

    public bool Allows(string id) => _named.Contains(id) == (_ids is not null);

    public override string ToString() => (_ids, _named.Count) switch
    {
        ({ Length: 0 }, _) => "nothing",
        ({ } ids, _) => string.Join(", ", ids),
        (null, 0) => "everything",
        _ => "everything except " + string.Join(", ", _named),
    };
}

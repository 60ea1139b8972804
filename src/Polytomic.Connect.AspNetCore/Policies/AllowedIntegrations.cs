namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>What one user may connect, now.</summary>
internal abstract class AllowedIntegrations
{
    /// <summary>Nothing may be connected.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Everything may be connected, without exception.</summary>
    public abstract bool IsEverything { get; }

    /// <summary>The ids that may be connected; null when it is everything, perhaps less some: then the catalogue names them.</summary>
    public abstract IReadOnlyCollection<string>? Ids { get; }

    public abstract bool Allows(string id);
}

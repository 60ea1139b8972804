namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>What a decision is asked about: one integration, some, or (neither) whatever the user may connect.</summary>
internal readonly record struct AskedIntegrations(string? Type, IReadOnlyCollection<string>? Whitelist)
{
    /// <summary>The ids asked for; null for whatever the user may connect.</summary>
    public IReadOnlyCollection<string>? Ids => Type is not null ? [Type] : Whitelist;
}

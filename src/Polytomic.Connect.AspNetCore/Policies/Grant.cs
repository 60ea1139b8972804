namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Sums up policies: what any of them lists, less what any of them excepts.</summary>
internal sealed class Grant
{
    private readonly HashSet<string> _integrations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _except = new(StringComparer.Ordinal);

    public void Add(string[] integrations, string[] except)
    {
        _integrations.UnionWith(integrations);
        _except.UnionWith(except);
    }

    public AllowedIntegrations ToAllowed()
    {
        if (_except.Contains(PolicySet.Everything))
        {
            return AllowedIntegrations.Nothing;
        }

        if (_integrations.Contains(PolicySet.Everything))
        {
            return AllowedIntegrations.EverythingExcept(_except);
        }

        _integrations.ExceptWith(_except);
        return AllowedIntegrations.Only(_integrations);
    }
}

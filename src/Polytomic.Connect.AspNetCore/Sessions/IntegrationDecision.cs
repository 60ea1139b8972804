using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Policies;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>Holds what is asked for against what the user may connect.</summary>
internal static class IntegrationDecision
{
    /// <summary>The choice to offer; null where it takes the catalogue to name it: everything, less some.</summary>
    /// <exception cref="PolytomicConnectException">Nothing of what is asked for is allowed.</exception>
    public static IntegrationChoice? Decide(ConnectRequest request, AllowedIntegrations allowed)
    {
        if (request.Type is { } type)
        {
            return allowed.Allows(type) ? new IntegrationChoice(type, null) : throw Refuse(type);
        }

        if (request.Whitelist is { } asked)
        {
            var kept = new List<string>(asked.Count);
            foreach (var id in asked)
            {
                if (allowed.Allows(id))
                {
                    kept.Add(id);
                }
            }

            return kept.Count > 0
                ? new IntegrationChoice(null, kept)
                : throw new PolytomicConnectException(ErrorCodes.IntegrationNotAllowed, "You may not connect any of the integrations that were asked for.");
        }

        if (allowed.IsEmpty)
        {
            throw RefuseAll();
        }

        return allowed switch
        {
            { IsEverything: true } => IntegrationChoice.Everything,
            { Ids: { } ids } => new IntegrationChoice(null, ids),
            _ => null,
        };
    }

    /// <summary>The choice among the catalogue's types.</summary>
    /// <exception cref="PolytomicConnectException">The user may connect none of them.</exception>
    public static IntegrationChoice Decide(IReadOnlyList<ConnectionType> catalogue, AllowedIntegrations allowed)
    {
        var kept = Filter(catalogue, allowed);
        return kept.Count > 0
            ? new IntegrationChoice(null, kept.ConvertAll(type => type.Id))
            : throw RefuseAll();
    }

    public static List<ConnectionType> Filter(IReadOnlyList<ConnectionType> catalogue, AllowedIntegrations allowed)
    {
        var kept = new List<ConnectionType>();
        foreach (var type in catalogue)
        {
            if (allowed.Allows(type.Id))
            {
                kept.Add(type);
            }
        }

        return kept;
    }

    public static PolytomicConnectException Refuse(string type) =>
        new(ErrorCodes.IntegrationNotAllowed, $"You may not connect \"{type}\".");

    public static PolytomicConnectException RefuseAll() =>
        new(ErrorCodes.IntegrationNotAllowed, "You may not connect anything here.");
}

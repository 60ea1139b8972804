using Polytomic.Connect.AspNetCore;

namespace MvcSample.Connections;

/// <summary>What the page of connections shows. <c>Unavailable</c> says why there is no catalogue of types.</summary>
public sealed record ConnectionsPage(IReadOnlyList<Connection> Connections, IReadOnlyList<ConnectionType> Types, string? Unavailable)
{
    public bool MayConnectNothing => Types.Count == 0 && Unavailable is null;

    public string NameOf(string type) => Types.FirstOrDefault(known => known.Id == type)?.Name ?? type;
}

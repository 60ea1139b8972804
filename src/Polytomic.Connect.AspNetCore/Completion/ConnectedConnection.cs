namespace Polytomic.Connect.AspNetCore;

/// <summary>A connection as Polytomic lists it.</summary>
public sealed class ConnectedConnection
{
    internal ConnectedConnection(string id, string name, string type, string? status)
    {
        Id = id;
        Name = name;
        Type = type;
        Status = status;
    }

    /// <summary>Polytomic's id of the connection.</summary>
    public string Id { get; }

    /// <summary>The name at Polytomic, which is what <see cref="PolytomicConnectOptions.NameFormat"/> made of the name asked for.</summary>
    public string Name { get; }

    /// <summary>The id of the integration, such as <c>postgresql</c>.</summary>
    public string Type { get; }

    /// <summary>Polytomic's word for its health, such as <c>healthy</c>; null where it says nothing.</summary>
    public string? Status { get; }
}

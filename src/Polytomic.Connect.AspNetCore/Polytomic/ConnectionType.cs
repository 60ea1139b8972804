namespace Polytomic.Connect.AspNetCore;

/// <summary>A kind of system that can be connected, from Polytomic's catalogue (<c>GET /connection_types</c>).</summary>
public sealed class ConnectionType
{
    /// <summary>A type of the catalogue.</summary>
    /// <param name="id">Polytomic's id, such as <c>postgresql</c>.</param>
    /// <param name="name">The name to show.</param>
    /// <param name="logoUrl">The address of a logo; null where Polytomic names none.</param>
    public ConnectionType(string id, string name, string? logoUrl)
    {
        Id = id;
        Name = name;
        LogoUrl = logoUrl;
    }

    /// <summary>Polytomic's id, such as <c>postgresql</c>.</summary>
    public string Id { get; }

    /// <summary>The name to show, such as <c>PostgreSQL</c>.</summary>
    public string Name { get; }

    /// <summary>The address of a logo; null where Polytomic names none.</summary>
    public string? LogoUrl { get; }
}

using Microsoft.EntityFrameworkCore;

/// <summary>What the README's reader has already.</summary>
internal sealed class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
{
    public DbSet<Connection> Connections => Set<Connection>();
}

/// <summary>A row of it.</summary>
internal sealed class Connection
{
    public required string Id { get; init; }

    public required string Owner { get; init; }

    public required string Type { get; init; }
}

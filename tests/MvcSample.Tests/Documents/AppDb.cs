using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace MvcSample.Tests.Documents;

/// <summary>What the documents' reader has already.</summary>
internal sealed class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
{
    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Completion> Completions => Set<Completion>();
}

internal sealed class Grant
{
    public int Id { get; init; }

    public required string Team { get; init; }

    public required string Integration { get; init; }
}

internal sealed class Customer
{
    public int Id { get; init; }

    public required string PolytomicToken { get; init; }

    public string? PolytomicOrganizationId { get; init; }

    public List<Member> Members { get; init; } = [];
}

internal sealed class Member
{
    [Key]
    public required string UserId { get; init; }
}

internal sealed class Completion
{
    [Key]
    public required string SessionId { get; init; }

    public string? UserId { get; init; }

    public required string ConnectionId { get; init; }
}

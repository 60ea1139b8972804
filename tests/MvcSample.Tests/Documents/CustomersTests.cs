using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Tests.Documents;

/// <summary>docs/customers.md tells the truth.</summary>
public sealed class CustomersTests
{
    private const string Policy = """{ "PolytomicConnect": { "Policies": { "Everyone": { "Integrations": ["postgresql"] } } } }""";

    private static readonly ConnectRequest Warehouse = new() { Name = "Warehouse", Type = "postgresql" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_customer_s_connections_are_in_an_organization_of_its_own()
    {
        await using var app = await DocumentedApp.StartAsync(Policy, builder =>
        {
            builder.Services.AddPolytomicConnect().AddCredentialProvider<KeyOfCustomer>();
        });
        await app.AddAsync(
            new Customer { PolytomicToken = "key-of-northwind", Members = [new() { UserId = "dora" }] },
            new Customer { PolytomicToken = "key-of-contoso", Members = [new() { UserId = "eve" }] });

        foreach (var user in new[] { "dora", "eve" })
        {
            var session = await app.Connect.StartAsync(DocumentedApp.User((ClaimTypes.NameIdentifier, user)), Warehouse, Cancellation);
            await app.Sandbox.CompleteAsync(session.RedirectUrl, cancellationToken: Cancellation);
        }

        Assert.Equal(2, app.Sandbox.Connections.Select(connection => connection.OrganizationId).Distinct().Count());
        var refusal = await Assert.ThrowsAsync<PolytomicConnectException>(() =>
            app.Connect.StartAsync(DocumentedApp.User((ClaimTypes.NameIdentifier, "nobody's")), Warehouse, Cancellation));
        Assert.Equal("organization_missing", refusal.Code);
    }

    [Fact]
    public async Task The_organization_comes_from_a_claim()
    {
        await using var app = await DocumentedApp.StartAsync(Document.Blocks(Document.Read("customers.md"), "json").Single());
        var organization = Guid.NewGuid();

        var session = await app.Connect.StartAsync(DocumentedApp.User((ClaimTypes.NameIdentifier, "dora"), ("organization", $"{organization}")), Warehouse, Cancellation);
        var completion = await app.Sandbox.CompleteAsync(session.RedirectUrl, cancellationToken: Cancellation);

        Assert.Equal(organization, completion.Connection.OrganizationId);
        var refusal = await Assert.ThrowsAsync<PolytomicConnectException>(() =>
            app.Connect.StartAsync(DocumentedApp.User((ClaimTypes.NameIdentifier, "eve")), Warehouse, Cancellation));
        Assert.Equal("organization_missing", refusal.Code);
    }
}

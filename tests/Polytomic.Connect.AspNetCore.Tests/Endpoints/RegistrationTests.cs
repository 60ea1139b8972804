using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

public class RegistrationTests
{
    [Fact]
    public void Mapping_without_the_services_names_the_call_that_is_missing()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapPolytomicConnect());

        Assert.Contains("builder.Services.AddPolytomicConnect()", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_it_twice_adds_it_once()
    {
        await using var app = await ConnectApp.StartAsync(connect: product => product.Services.AddPolytomicConnect(options => options.Version = "2024-02-08"));

        await ConnectApp.SessionAsync(app.ClientOf("alice"));

        Assert.Equal("2024-02-08", Assert.Single(app.Polytomic.Requests).Version);
        Assert.Single(app.Services.GetServices<IPolytomicConnect>());
        Assert.Equal(
            app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().Select(service => service.GetType()).Distinct().Count(),
            app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().Count());
    }

    [Theory]
    [InlineData(typeof(IDataProtectionProvider))]
    [InlineData(typeof(IDistributedCache))]
    public async Task What_the_application_brings_and_cannot_be_made_stops_the_start(Type service)
    {
        var broken = new ServiceDescriptor(service, _ => throw new ArgumentException("A connection string is required."), ServiceLifetime.Singleton);

        await Assert.ThrowsAsync<ArgumentException>(() => ConnectApp.StartAsync(connect: product => product.Services.Add(broken)));
    }

    [Fact]
    public async Task Conventions_reach_every_endpoint()
    {
        var marker = new object();
        await using var app = await ConnectApp.StartAsync(map: app => app.MapPolytomicConnect().WithMetadata(marker));

        var endpoints = Endpoints(app);

        Assert.Equal(9, endpoints.Count);
        Assert.All(endpoints, endpoint => Assert.Contains(marker, endpoint.Metadata));
    }

    [Fact]
    public async Task Final_conventions_reach_every_endpoint()
    {
        var seen = new List<string?>();
        await using var app = await ConnectApp.StartAsync(map: app => app.MapPolytomicConnect().Finally(endpoint => seen.Add(endpoint.DisplayName)));

        Assert.Equal(Endpoints(app).Select(endpoint => endpoint.DisplayName).Order(), seen.Distinct().Order());
    }

    [Fact]
    public async Task Only_script_and_stylesheet_are_public()
    {
        await using var app = await ConnectApp.StartAsync(map: app => app.MapPolytomicConnect().RequireAuthorization("Plan"));

        Assert.Equal(
            ["/_/api/connect.css", "/_/api/connect.js"],
            Endpoints(app).Where(endpoint => endpoint.Metadata.GetMetadata<AllowAnonymousAttribute>() is not null).Select(endpoint => endpoint.RoutePattern.RawText).Order());
    }

    [Fact]
    public async Task The_apps_own_metadata_decides_neither_on_CORS_nor_on_antiforgery()
    {
        await using var app = await ConnectApp.StartAsync(map: app => app.MapPolytomicConnect()
            .RequireCors(policy => policy.AllowAnyOrigin())
            .WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute()));

        using var response = await app.SendAsync("POST", Ask.Connect, "alice");

        Assert.Equal(200, (int)response.StatusCode);
    }

    private static List<RouteEndpoint> Endpoints(ConnectApp app) =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.DisplayName!.StartsWith("Polytomic Connect ", StringComparison.Ordinal))];
}

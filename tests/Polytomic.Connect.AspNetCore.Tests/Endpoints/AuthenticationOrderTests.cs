using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

public class AuthenticationOrderTests
{
    private const int Warning = 1601;

    [Fact]
    public async Task A_missing_UseAuthentication_is_warned_of_at_the_start()
    {
        using var logs = new LogCollector();
        using var host = await StartAsync(logs, app => app.UseRouting().UseEndpoints(endpoints => endpoints.MapPolytomicConnect()));

        var warning = Assert.Single(logs.Entries, entry => entry.Id == Warning);
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.Contains("call app.UseAuthentication() before them", warning.Text);
    }

    [Fact]
    public async Task One_that_comes_too_late_is_warned_of_once_where_it_bites()
    {
        using var logs = new LogCollector();
        using var host = await StartAsync(logs, app => app.UseRouting().UseEndpoints(endpoints => endpoints.MapPolytomicConnect()).UseAuthentication());
        Assert.DoesNotContain(logs.Entries, entry => entry.Id == Warning);

        for (var i = 0; i < 2; i++)
        {
            using var response = await host.GetTestClient().GetAsync("/_/api/connection_types", TestContext.Current.CancellationToken);
            await ConnectApp.AssertRefusedAsync(response, 401, "unauthenticated");
        }

        Assert.Single(logs.Entries, entry => entry.Id == Warning);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_said_where_it_is_right_or_nothing_is_mapped(bool isMapped)
    {
        using var logs = new LogCollector();
        using var host = await StartAsync(logs, isMapped
            ? app => app.UseRouting().UseAuthentication().UseAuthorization().UseEndpoints(endpoints => endpoints.MapPolytomicConnect())
            : app => app.UseRouting().UseEndpoints(_ => { }));

        using var response = await host.GetTestClient().GetAsync("/_/api/connection_types", TestContext.Current.CancellationToken);

        Assert.False(response.IsSuccessStatusCode);
        Assert.DoesNotContain(logs.Entries, entry => entry.Id == Warning);
    }

    [Fact]
    public async Task Nothing_is_said_where_the_web_application_adds_it_itself()
    {
        using var logs = new LogCollector();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration["PolytomicConnect:Token"] = "token";
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.Services.AddPolytomicConnect();
        await using var app = builder.Build();
        app.MapPolytomicConnect();
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var response = await app.GetTestClient().GetAsync("/_/api/connection_types", TestContext.Current.CancellationToken);

        await ConnectApp.AssertRefusedAsync(response, 401, "unauthenticated");
        Assert.DoesNotContain(logs.Entries, entry => entry.Id == Warning);
    }

    private static Task<IHost> StartAsync(LogCollector logs, Action<IApplicationBuilder> configure) => new HostBuilder()
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection([new("PolytomicConnect:Token", "token")]))
        .ConfigureLogging(logging => logging.AddProvider(logs))
        .ConfigureWebHost(web => web.UseTestServer().Configure(configure).ConfigureServices(services =>
        {
            services.AddRouting();
            services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
            services.AddPolytomicConnect();
        }))
        .StartAsync(TestContext.Current.CancellationToken);
}

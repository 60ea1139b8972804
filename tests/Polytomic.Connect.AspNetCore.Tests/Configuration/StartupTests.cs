using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Tests.Configuration;

public class StartupTests
{
    [Fact]
    public async Task Nothing_else_is_started_when_the_options_do_not_validate()
    {
        var builder = ConfiguredHost.CreateBuilder("""{ "Version": "latest" }""");
        var other = new Other();
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(other));

        Assert.Single(await ConfiguredHost.FailToStartAsync(builder));
        Assert.False(other.IsStarted);
    }

    [Fact]
    public async Task A_policy_provider_of_the_application_that_fails_is_named()
    {
        var builder = ConfiguredHost.CreateBuilder("""{ "Policies": { "Paid": { "AuthorizationPolicy": "Paid", "Integrations": ["*"] } } }""");
        builder.Services.AddSingleton<IAuthorizationPolicyProvider, NoDatabase>();

        Assert.Equal(
            ["PolytomicConnect:Policies:Paid:AuthorizationPolicy names the authorization policy \"Paid\", which could not be looked up: System.TimeoutException"],
            await ConfiguredHost.FailToStartAsync(builder));
    }

    [Fact]
    public void Addresses_are_kept_as_browsers_write_them()
    {
        var settings = ConnectSettings.From(new()
        {
            BaseUrl = "https://Polytomic.Example:443/eu",
            ModalOrigins = ["https://MODAL.example/"],
            AllowedOrigins = ["HTTP://localhost:80", "https://bücher.example"],
            AllowedRedirectUrls = ["https://app.example/a/../done"],
        });

        Assert.Equal("https://polytomic.example/eu", settings.BaseUrl.Href);
        Assert.Equal(["https://modal.example", "https://polytomic.example"], settings.ModalOrigins.Order());
        Assert.Equal(["http://localhost", "https://xn--bcher-kva.example"], settings.AllowedOrigins.Order());
        Assert.Equal("https://app.example/done", Assert.Single(settings.AllowedRedirectUrls).Href);
        Assert.Null(settings.PublicOrigin);
    }

    private sealed class NoDatabase : IAuthorizationPolicyProvider
    {
        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => throw new NotSupportedException();

        public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => throw new NotSupportedException();

        public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromException<AuthorizationPolicy?>(new TimeoutException());
    }

    private sealed class Other : IHostedService
    {
        public bool IsStarted { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            IsStarted = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

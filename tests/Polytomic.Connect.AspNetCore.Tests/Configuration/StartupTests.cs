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

using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Policies;

namespace Polytomic.Connect.AspNetCore.Tests.Configuration;

/// <summary>A plain generic host whose configuration is a token and the sections given.</summary>
internal static class ConfiguredHost
{
    /// <param name="sections">What the section <c>PolytomicConnect</c> holds in one source after the other, as JSON.</param>
    public static HostApplicationBuilder CreateBuilder(params string[] sections)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var section in (string[])["""{ "Token": "secret-token" }""", .. sections])
        {
            builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "PolytomicConnect": {{section}} }""")));
        }

        builder.Services.AddLogging();
        builder.Services.AddAuthorizationCore(options => options.AddPolicy("Paid", policy => policy.RequireClaim("plan")));
        builder.Services.AddConnectConfiguration(null).AddConnectPolicies();
        return builder;
    }

    /// <summary>The options with which a host starts.</summary>
    public static async Task<PolytomicConnectOptions> StartAsync(HostApplicationBuilder builder)
    {
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
        return host.Services.GetRequiredService<CurrentSettings>().Value.Options;
    }

    /// <summary>Why a host does not start.</summary>
    public static async Task<string[]> FailToStartAsync(HostApplicationBuilder builder)
    {
        using var host = builder.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("secret-token", exception.ToString());
        return [.. exception.Failures];
    }
}

using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Configuration;

public class MissingPoliciesTests
{
    private const int Warning = 1104;

    [Fact]
    public async Task A_misspelt_section_is_warned_of()
    {
        var logs = await StartAsync("PolytomicConect:Policies:All:Integrations:0");

        var warning = Assert.Single(logs.Entries, entry => entry.Id == Warning);
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.Contains("PolytomicConnect:Policies", warning.Text);
    }

    [Fact]
    public async Task A_policy_is_enough() =>
        Assert.DoesNotContain((await StartAsync("PolytomicConnect:Policies:All:Integrations:0")).Entries, entry => entry.Id == Warning);

    [Fact]
    public async Task So_is_a_policy_provider() =>
        Assert.DoesNotContain((await StartAsync("Other", connect => connect.AddPolicyProvider<Provider>())).Entries, entry => entry.Id == Warning);

    private static async Task<LogCollector> StartAsync(string key, Action<PolytomicConnectBuilder>? configure = null)
    {
        var logs = new LogCollector();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("PolytomicConnect:Token", "key"), new(key, "csv")]);
        builder.Logging.AddProvider(logs);
        var connect = builder.Services.AddPolytomicConnect();
        configure?.Invoke(connect);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
        return logs;
    }

    private sealed class Provider : IConnectPolicyProvider
    {
        public ValueTask<IReadOnlyCollection<ConnectPolicy>> GetPoliciesAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => new([]);
    }
}

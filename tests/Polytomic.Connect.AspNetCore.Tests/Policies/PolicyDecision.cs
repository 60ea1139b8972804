using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Tests.Configuration;

namespace Polytomic.Connect.AspNetCore.Tests.Policies;

/// <summary>Decides about users under given policies.</summary>
internal sealed class PolicyDecision
{
    private readonly ConnectSettings _settings;
    private readonly ServiceProvider _services;

    public PolicyDecision(IEnumerable<ConnectPolicy> policies, Action<IServiceCollection>? configure = null)
    {
        var index = 0;
        _settings = ConnectSettings.From(new() { Token = "key", Policies = policies.ToDictionary(_ => $"P{index++}") });
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Logs)).AddSingleton<TimeProvider>(Time).AddConnectPolicies();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public RecordedLogs Logs { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public Task<AllowedIntegrations> AboutAsync(ClaimsPrincipal user, AskedIntegrations asked = default) => AskAsync(user, TestContext.Current.CancellationToken, asked);

    public async Task<AllowedIntegrations> AskAsync(ClaimsPrincipal user, CancellationToken cancellationToken, AskedIntegrations asked = default)
    {
        await using var scope = _services.CreateAsyncScope();
        var userId = user.Identities.FirstOrDefault(identity => identity.IsAuthenticated)?.Name;
        return await _services.GetRequiredService<ConnectPolicies>().EvaluateAsync(user, userId, asked, _settings.Policies, scope.ServiceProvider, cancellationToken);
    }

    /// <summary>What is allowed, in one text: <c>-</c>, <c>*</c>, <c>* but api</c> or the ids.</summary>
    public async Task<string> DescribeAsync(ClaimsPrincipal user)
    {
        var allowed = await AboutAsync(user);
        Assert.Equal(allowed.IsEmpty, allowed.Ids is { Count: 0 });
        string[] candidates = ["api", "csv", "hubspot", "marketo", "postgresql"];
        var text = allowed.Ids is { } ids ? string.Join(' ', ids) : string.Join(' ', ["*", .. candidates.Where(id => !allowed.Allows(id)).Select(id => '-' + id)]);
        Assert.All(candidates.Where(_ => allowed.Ids is not null), id => Assert.Equal(allowed.Ids!.Contains(id), allowed.Allows(id)));
        Assert.Equal(allowed.IsEverything, text == "*");
        return text;
    }
}

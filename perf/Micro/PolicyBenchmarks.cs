using System.Security.Claims;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Polytomic.Connect.AspNetCore;
using Polytomic.Connect.AspNetCore.Policies;

namespace Polytomic.Connect.Micro;

/// <summary>Deciding what a user may connect, as policies and claims grow.</summary>
public class PolicyBenchmarks
{
    private readonly ConnectPolicies _policies = new(TimeProvider.System, NullLogger<ConnectPolicies>.Instance);
    private readonly IServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private ConfiguredPolicies _configured = ConfiguredPolicies.None;
    private ClaimsPrincipal _user = new();

    [Params(1, 10, 100, 1000)]
    public int Policies { get; set; }

    [Params(1, 200)]
    public int Claims { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var policies = Enumerable.Range(0, Policies).ToDictionary(
            i => $"Policy{i}",
            i => new ConnectPolicy { Roles = [$"role{i}"], Claims = [new() { Type = "plan", Values = ["pro"] }], Integrations = [$"integration{i}", "hubspot"] });
        _configured = new ConfiguredPolicies(new PolicySet(policies), TimeSpan.FromSeconds(10));
        _user = new ClaimsPrincipal(new ClaimsIdentity(
            Enumerable.Range(0, Claims).Select(i => new Claim($"claim{i}", "value")).Append(new("plan", "pro")).Append(new(ClaimTypes.Role, "role0")), "Stub"));
    }

    [Benchmark]
    public bool Decide() =>
        _policies.EvaluateAsync(_user, "alice", new("hubspot", null), _configured, _services, default).AsTask().GetAwaiter().GetResult().Allows("hubspot");
}

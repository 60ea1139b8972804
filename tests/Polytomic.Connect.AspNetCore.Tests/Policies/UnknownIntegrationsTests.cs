using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Tests.Configuration;

namespace Polytomic.Connect.AspNetCore.Tests.Policies;

public class UnknownIntegrationsTests
{
    private readonly RecordedLogs _logs = new();

    [Fact]
    public void Warns_of_each_unknown_id_once_with_the_nearest_known_one()
    {
        var unknown = Create();
        var policies = Policies(new() { Integrations = ["*", "hubspot", "HubSpot", "postgres"], Except = ["marekto"] }, new() { Except = ["postgres"] });

        for (var i = 0; i < 3; i++)
        {
            unknown.Warn(["csv", "hubspot", "marketo", "postgresql"], policies);
        }

        Assert.Equal(
            [
                "Polytomic knows no integration \"HubSpot\", which PolytomicConnect:Policies:P0 names; the nearest that it knows is \"hubspot\".",
                "Polytomic knows no integration \"postgres\", which PolytomicConnect:Policies:P0 names; the nearest that it knows is \"postgresql\".",
                "Polytomic knows no integration \"marekto\", which PolytomicConnect:Policies:P0 names; the nearest that it knows is \"marketo\".",
            ],
            _logs.Entries.Select(entry => entry.Message));
        Assert.All(_logs.Entries, entry => Assert.Equal(LogLevel.Warning, entry.Level));
    }

    [Fact]
    public void Warns_again_when_the_policies_changed_and_never_of_an_empty_catalogue()
    {
        var unknown = Create();
        unknown.Warn([], Policies(new ConnectPolicy { Integrations = ["hubspott"] }));
        Assert.Empty(_logs.Entries);

        unknown.Warn(["hubspot"], Policies(new ConnectPolicy { Integrations = ["hubspott"] }));
        unknown.Warn(["hubspot"], Policies(new ConnectPolicy { Integrations = ["hubspott"] }));
        unknown.Warn(["hubspot"], Policies(new ConnectPolicy { Integrations = ["hubspot"] }));

        Assert.Equal(2, _logs.Entries.Length);
    }

    private static PolicySet Policies(params ConnectPolicy[] policies) =>
        new(policies.Select((policy, i) => KeyValuePair.Create($"P{i}", policy)));

    private UnknownIntegrations Create() => new(LoggerFactory.Create(logging => logging.AddProvider(_logs)).CreateLogger<UnknownIntegrations>());
}

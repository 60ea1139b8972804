using System.Collections.Concurrent;
using System.Net;
using Polytomic.Connect.AspNetCore.Tests.Completion;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Tenants;

/// <summary>50 users in 10 organizations do everything at once, and nothing crosses.</summary>
public class TenantsTests
{
    private const int Users = 50;
    private const int Organizations = 10;
    private readonly Database _database = new();
    private readonly ManyPolytomics _polytomics = new();

    [Fact]
    public async Task With_a_key_for_each_organization() => await MixAsync(
        new() { ["PolytomicConnect:OrganizationClaim"] = "org" },
        connect => connect.AddCredentialProvider<KeyOfOrganization>());

    [Fact]
    public async Task With_a_partner_key_and_a_claim() => await MixAsync(new() { ["PolytomicConnect:OrganizationClaim"] = "org" }, null);

    private async Task MixAsync(Dictionary<string, string?> settings, Action<PolytomicConnectBuilder>? connect)
    {
        // Names without an id: only the organization keeps them apart.
        settings["PolytomicConnect:NameFormat"] = "{name} of {user}";
        settings["PolytomicConnect:RateLimit:PermitLimit"] = "6";
        settings["PolytomicConnect:Policies:All:Integrations:0"] = "*";
        var hasKeys = connect is not null;
        await using var app = await ConnectApp.StartAsync(
            settings,
            builder =>
            {
                builder.AddDatabase(_database);
                connect?.Invoke(builder);
            },
            polytomic: _polytomics.Front);

        var sessions = new ConcurrentBag<(int User, string Session)>();
        await Task.WhenAll(Enumerable.Range(0, Users).Select(user => Task.Run(() => BeAsync(app, user, sessions))));

        var cancellationToken = TestContext.Current.CancellationToken;
        for (var i = 0; i < 100 && _database.Rows.Count < Users * 2; i++)
        {
            await Task.Delay(100, cancellationToken);
        }

        // Each organization was asked with its own key and id, and about nobody else's users.
        foreach (var sent in _polytomics.Front.Starts)
        {
            var name = sent.Json["name"]!.GetValue<string>();
            var organization = Organization(int.Parse(name[(name.LastIndexOf("user", StringComparison.Ordinal) + 4)..]));
            Assert.Equal(hasKeys ? "Bearer key-of-" + organization : "Bearer " + ConnectApp.Token, sent.Authorization);
            Assert.Equal(organization, sent.Json["organization_id"]!.GetValue<string>());
        }

        Assert.Equal(Users * 2, _database.Rows.Count);
        foreach (var row in _database.Rows.Values)
        {
            var user = int.Parse(row.UserId![4..]);
            Assert.Equal(Organization(user), row.OrganizationId);
            Assert.EndsWith(" of " + row.UserId, row.Connection.Name);
            Assert.Equal(Organization(user), _polytomics.OrganizationOf(row.Connection.Id));
        }

        // The same key of the caller and the same request, by other users: never one outcome.
        var keys = _polytomics.Front.Starts.GroupBy(sent => sent.IdempotencyKey).ToArray();
        Assert.All(keys, key => Assert.Single(key.Select(sent => (sent.Authorization, sent.Json["name"]!.GetValue<string>())).Distinct()));
        Assert.Equal(Users * 2, sessions.Select(session => session.Session).Distinct().Count());

        await AssertStrangersSeeNothingAsync(app, [.. sessions]);
    }

    private async Task BeAsync(ConnectApp app, int user, ConcurrentBag<(int User, string Session)> sessions)
    {
        var client = ClientOf(app, user);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "the-same-for-all");
        for (var round = 0; round < 2; round++)
        {
            var session = await ConnectApp.SessionAsync(client, $$"""{"name":"CRM {{round}}","type":"hubspot"}""");
            sessions.Add((user, session));
            Assert.Equal("pending", (await ConnectApp.StatusAsync(client, session))["data"]!["status"]!.GetValue<string>());
            var id = _polytomics.Connect(Organization(user), $"CRM {round} of user{user}");
            if (user % 3 == 0)
            {
                using var page = await client.GetAsync("/_/api/connect_complete?state=" + session, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            }

            if (user % 3 == 1)
            {
                var status = await ConnectApp.StatusAsync(client, session);
                Assert.Equal(id, status["data"]!["connection"]!["id"]!.GetValue<string>());
            }
        }
    }

    private static async Task AssertStrangersSeeNothingAsync(ConnectApp app, (int User, string Session)[] sessions)
    {
        foreach (var (user, session) in sessions)
        {
            // The next organization's user, and a colleague.
            foreach (var stranger in new[] { (user + 1) % Users, (user + Organizations) % Users })
            {
                var client = ClientOf(app, stranger);
                using var status = await client.GetAsync("/_/api/connect_status?session=" + session, TestContext.Current.CancellationToken);
                await ConnectApp.AssertRefusedAsync(status, 400, "session_invalid");
            }
        }
    }

    private static HttpClient ClientOf(ConnectApp app, int user) => app.ClientOf($"user{user}; org={Organization(user)}");

    private static string Organization(int user) => $"a0000000-0000-4000-8000-00000000000{user % Organizations}";

    /// <summary>Polytomic with many organizations: who asks is told by key, or sees all with the partner's.</summary>
    private sealed class ManyPolytomics
    {
        private readonly ConcurrentDictionary<string, (string Organization, string Json)> _connections = new();

        public ManyPolytomics() => Front = new FakePolytomic { Intercept = (sent, _) => Task.FromResult(Answer(sent)) };

        public FakePolytomic Front { get; }

        public string OrganizationOf(string id) => _connections[id].Organization;

        public string Connect(string organization, string name)
        {
            var connection = new FakePolytomic().Add(Guid.NewGuid().ToString(), name, "hubspot", organization, DateTimeOffset.UtcNow);
            var id = connection["id"]!.GetValue<string>();
            _connections[id] = (organization, connection.ToJsonString());
            return id;
        }

        private HttpResponseMessage? Answer(SentRequest sent) => sent.Path == "connections"
            ? FakePolytomic.Json(HttpStatusCode.OK, $$"""{"data":[{{string.Join(',', Seen(sent.Authorization!))}}]}""")
            : null;

        private IEnumerable<string> Seen(string authorization) => _connections.Values
            .Where(connection => authorization == "Bearer " + ConnectApp.Token || authorization == "Bearer key-of-" + connection.Organization)
            .Select(connection => connection.Json);
    }

    private sealed class KeyOfOrganization : IPolytomicCredentialProvider
    {
        public async ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new PolytomicCredential("key-of-" + context.OrganizationId, context.OrganizationId);
        }
    }
}

using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

/// <summary>What Polytomic says of a connection is text of a stranger's.</summary>
public class PolytomicsWordsTests
{
    private readonly Database _database = new();

    [Fact]
    public async Task Polytomics_words_break_no_line_of_the_log_and_take_little_of_it()
    {
        await using var app = await ConnectApp.StartAsync(new() { ["PolytomicConnect:Policies:All:Integrations:0"] = "*", ["PolytomicConnect:Policies:All:Integrations:1"] = "hubspto" }, connect => connect.AddDatabase(_database));
        app.Polytomic.Intercept = (sent, _) => Task.FromResult<HttpResponseMessage?>(
            sent.Path == "connection_types" ? FakePolytomic.Json(System.Net.HttpStatusCode.OK, """{"data":[{"id":"hubs\r\n\u202Efail: forged"}]}""") : null);
        var alice = app.ClientOf("alice");
        using var types = await alice.GetAsync("/_/api/connection_types", TestContext.Current.CancellationToken);
        var session = await ConnectApp.SessionAsync(alice, """{"name":"Mine"}""");
        app.Polytomic.Connect(type: "x\r\nfail: forged " + new string('y', 1_500));

        Assert.Equal("connected", await StatusAsync(alice, session));

        var ours = app.Logs.Entries.Where(entry => entry.Category.StartsWith("Polytomic.Connect", StringComparison.Ordinal)).ToList();
        Assert.Contains(ours, entry => entry.Id == 1505);
        Assert.Contains(ours, entry => entry.Id == 1210);
        Assert.DoesNotContain(ours, entry => entry.Text.AsSpan().IndexOfAny("\r\n\u202E") >= 0 || entry.Text.Length > 500);
    }

    [Fact]
    public async Task What_is_too_long_to_be_sensible_is_not_kept()
    {
        await using var app = await ConnectApp.StartAsync(connect: connect => connect.AddDatabase(_database));
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        var made = app.Polytomic.Connect();
        made["status"] = new string('s', 100_000);

        Assert.Equal("connected", await StatusAsync(alice, session));
        Assert.Null(Assert.Single(_database.Rows).Value.Connection.Status);
    }

    private static async Task<string> StatusAsync(HttpClient client, string session) =>
        (await ConnectApp.StatusAsync(client, session))["data"]!["status"]!.GetValue<string>();
}

using MvcSample.Tests.Fixtures;

namespace Polytomic.Connect.Operations.Tests.TwoNodes;

/// <summary>Two nodes behind nginx, as docs/operations.md sets them up, while one of them or Redis goes away.</summary>
public sealed class TwoNodesTests(PostgresServer postgres, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Any_node_answers_and_knows_where_it_is()
    {
        await using var shop = await Deployment.StartAsync(postgres);
        using var alice = new Browser(shop.Nginx.Address, "alice");
        await alice.SignInAsync();
        await alice.StartAsync();

        var (knew, answered) = (new HashSet<string>(), new HashSet<string>());
        for (var i = 0; i < 4; i++)
        {
            using var who = await alice.GetAsync("who");
            Assert.Equal("alice at " + shop.Nginx.Address.TrimEnd('/'), await who.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            knew.Add(Browser.NodeOf(who));
        }

        for (var i = 0; i < 4; i++)
        {
            var (status, node) = await alice.AskAsync();
            Assert.Equal("pending", status);
            answered.Add(node);
        }

        // Each in its turn.
        Assert.Equal([Deployment.One, Deployment.Two], knew.Order());
        Assert.Equal([Deployment.One, Deployment.Two], answered.Order());
        var done = await shop.Polytomic.Sandbox.CompleteAsync(alice.Modal, cancellationToken: TestContext.Current.CancellationToken);
        Assert.StartsWith(shop.Nginx.Address + "_/api/connect_complete?state=", done.RedirectUrl);
        using var page = await alice.GetAsync(done.RedirectUrl);
        Assert.Equal(done.Connection.Id.ToString(), await alice.ConnectedAsync());
        Assert.Equal(("alice", 1), (await shop.Database.RowsAsync())[done.Connection.Id.ToString()]);
    }

    [Fact]
    public async Task A_key_that_is_replaced_counts_without_a_restart_and_the_health_check_tells_a_bad_one()
    {
        await using var shop = await Deployment.StartAsync(postgres);
        using var prober = new Browser(shop.Nginx.Address, "prober");
        Assert.Equal("Healthy", await prober.ReadAsync("healthz/polytomic"));

        await shop.WriteKeyAsync("a-key-that-polytomic-does-not-know");

        // Two in a row are both nodes.
        var unhealthy = 0;
        for (var i = 0; i < 450 && unhealthy < 2; i++)
        {
            unhealthy = await prober.ReadAsync("healthz/polytomic") == "Unhealthy" ? unhealthy + 1 : 0;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, unhealthy);
        // The nodes are none the worse for it.
        Assert.Equal("Healthy", await prober.ReadAsync("healthz"));
    }

    [Fact]
    public async Task One_is_told_to_stop_and_no_session_is_lost_whose_browser_still_asks()
    {
        await using var shop = await Deployment.StartAsync(postgres);
        var load = new Load(shop);

        await load.RunAsync(shop.Node(Deployment.One).StopAsync);

        await AssertNothingLostAsync(shop, load, lost: Deployment.One);
    }

    [Fact]
    public async Task One_is_killed_and_no_session_is_lost_whose_browser_still_asks()
    {
        await using var shop = await Deployment.StartAsync(postgres);
        var load = new Load(shop);

        await load.RunAsync(shop.Node(Deployment.One).KillAsync);

        await AssertNothingLostAsync(shop, load, lost: Deployment.One);
    }

    [Fact]
    public async Task Redis_is_killed_and_completions_go_on()
    {
        await using var shop = await Deployment.StartAsync(postgres);
        var load = new Load(shop);

        await load.RunAsync(shop.Redis.StopAsync);

        await AssertNothingLostAsync(shop, load, lost: null);
        // The session that one node started is answered by the other, Redis or not.
        Assert.Contains(load.Asking.Keys, browser => browser.StartedOn != browser.ConnectedOn);
        Assert.Contains("[1504]", shop.Node(Deployment.One).Output + shop.Node(Deployment.Two).Output);
    }

    /// <param name="shop">What is left of it.</param>
    /// <param name="load">What was asked of it.</param>
    /// <param name="lost">The node that went away; null where both are there.</param>
    private async Task AssertNothingLostAsync(Deployment shop, Load load, string? lost)
    {
        var rows = await shop.Database.RowsAsync();
        Assert.All(load.Asking, asked => Assert.Equal(asked.Key.User, rows[asked.Value].Owner));

        // Of those that nobody asks about, each node looks after its own.
        var own = load.Gone.Where(gone => gone.Key.StartedOn != lost).ToList();
        for (var waited = TimeSpan.Zero; waited < Patience.Time && own.Exists(gone => !rows.ContainsKey(gone.Value)); waited += TimeSpan.FromSeconds(1))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            rows = await shop.Database.RowsAsync();
        }

        Assert.All(own, gone => Assert.Contains(gone.Value, rows));
        var orphans = load.Gone.Where(gone => !rows.ContainsKey(gone.Value)).ToList();
        var repeated = load.Asking.Keys.Concat(load.Gone.Keys).SelectMany(browser => browser.Repeated).GroupBy(why => why);
        output.WriteLine(
            $"""
            {load.Asking.Count} browsers asked, and all are connected; {load.Asking.Keys.Count(browser => browser.StartedOn != browser.ConnectedOn)} learned it from another node than started their session.
            {load.Gone.Count} sessions that nobody asks about any more: {load.Gone.Count - own.Count} started on the node that went away, of which {orphans.Count} were not handled.
            {rows.Count} rows, {rows.Values.Count(row => row.Runs > 1)} of them by more than one run of the handler. Requests repeated: {string.Join(", ", repeated.Select(why => $"{why.Count()} × {why.Key}"))}.
            """);

        // Not lost for good: whoever asks after all is told.
        foreach (var (browser, connection) in orphans)
        {
            Assert.Equal(connection, await browser.ConnectedAsync());
        }

        rows = await shop.Database.RowsAsync();
        Assert.Equal(load.Asking.Values.Concat(load.Gone.Values).Order(), rows.Keys.Order());
    }
}

using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

public class DroppedBrowserTests(ITestOutputHelper output)
{
    private const int Sessions = 2_000;

    [Fact]
    public async Task Every_connection_that_was_made_is_handled_once_wherever_the_browser_was_dropped()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var database = new Database();
        database.Before = async (run, token) =>
        {
            // Now and then the application's own database is away, or slow.
            if (run % 7 == 0 && run < 1_000)
            {
                throw new IOException("The database is away.");
            }

            await Task.Delay(run % 5, token);
        };
        await using var app = await ConnectApp.StartAsync(connect: connect => connect.AddDatabase(database));
        var browsers = new List<(HttpClient Client, string Session, int Drop)>();
        var made = new Dictionary<string, string>();
        var drops = new int[5];
        for (var i = 0; i < Sessions; i++)
        {
            var client = app.ClientOf("user" + i);
            var session = await ConnectApp.SessionAsync(client);
            var drop = random.Next(5);
            drops[drop]++;
            browsers.Add((client, session, drop));
            if (drop > 0)
            {
                made.Add(app.Polytomic.Connect()["id"]!.GetValue<string>(), "user" + i);
            }
        }

        // 0: given up in the modal; 1: dropped before the redirect; 2: while the page loads; 3: the opener asks and goes; 4: all the way.
        await Task.WhenAll(browsers.Select(async browser =>
        {
            var (client, session, drop) = browser;
            using var gone = new CancellationTokenSource(drop == 4 ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(random.Next(2_000)));
            try
            {
                if (drop is 2 or 4)
                {
                    using var page = await client.GetAsync("/_/api/connect_complete?state=" + session, gone.Token);
                }
                else if (drop is 0 or 3)
                {
                    using var status = await client.GetAsync("/_/api/connect_status?session=" + session, gone.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // That was the browser.
            }
        }));

        for (var i = 0; i < 60 && database.Rows.Count < made.Count; i++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        output.WriteLine($"{Sessions} sessions, seed {seed}: {made.Count} connections made, {database.Rows.Count} handled, {database.Runs.Count} runs; "
            + $"dropped in the modal {drops[0]}, before the redirect {drops[1]}, on the page {drops[2]}, while the opener asked {drops[3]}, not at all {drops[4]}.");
        Assert.Equal(made.OrderBy(pair => pair.Key), database.Rows.Values.ToDictionary(row => row.Connection.Id, row => row.UserId!).OrderBy(pair => pair.Key));
        Assert.Equal(1, database.MostAtOnce);
        Assert.Equal(database.Rows.Count, database.Commits);
    }
}

namespace Polytomic.Connect.Operations.Tests.TwoNodes;

/// <summary>Many users who connect something, in the midst of which something breaks.</summary>
internal sealed class Load(Deployment shop)
{
    private const int Browsers = 150;

    private readonly TaskCompletionSource _midst = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Random _random = new(1);
    private int _started;

    /// <summary>Those who ask until they are connected, each with the id of the connection that they were told of.</summary>
    public Dictionary<Browser, string> Asking { get; } = [];

    /// <summary>Those who left once the modal was open, each with the id of the connection that was made all the same.</summary>
    public Dictionary<Browser, string> Gone { get; } = [];

    /// <param name="disturb">What happens when half of the sessions are started, in whatever state each of them is.</param>
    public async Task RunAsync(Func<Task> disturb)
    {
        var users = Enumerable.Range(0, Browsers).Select(RunAsync).ToList();
        await Task.WhenAny(_midst.Task, Task.WhenAll(users));
        await disturb();
        await Task.WhenAll(users);
    }

    private async Task RunAsync(int number)
    {
        // One in three leaves.
        var (leaves, landsOnPage) = (number % 3 == 0, number % 2 == 0);
        var browser = new Browser(shop.Nginx.Address, "user" + number);
        await Task.Delay(Milliseconds(6_000), TestContext.Current.CancellationToken);
        await browser.SignInAsync();
        await browser.StartAsync();
        if (Interlocked.Increment(ref _started) == Browsers / 2)
        {
            _midst.SetResult();
        }

        var asking = leaves ? null : browser.ConnectedAsync();
        await Task.Delay(Milliseconds(3_000), TestContext.Current.CancellationToken);
        var done = await shop.Polytomic.Sandbox.CompleteAsync(browser.Modal, cancellationToken: TestContext.Current.CancellationToken);
        if (asking is null)
        {
            Add(Gone, browser, done.Connection.Id.ToString());
            return;
        }

        if (landsOnPage)
        {
            using var page = await browser.GetAsync(done.RedirectUrl);
        }

        var told = await asking;
        Assert.Equal(done.Connection.Id.ToString(), told);
        Add(Asking, browser, told);
    }

    private static void Add(Dictionary<Browser, string> to, Browser browser, string connection)
    {
        lock (to)
        {
            to.Add(browser, connection);
        }
    }

    private int Milliseconds(int most)
    {
        lock (_random)
        {
            return _random.Next(most);
        }
    }
}

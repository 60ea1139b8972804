using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

public class HandlerTests
{
    private readonly Database _database = new();

    [Fact]
    public async Task A_handler_is_told_what_was_connected_by_whom()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        var made = app.Polytomic.Connect();

        Assert.Equal("connected", await StatusAsync(alice, session));

        var row = Assert.Single(_database.Rows).Value;
        Assert.Equal("alice", row.UserId);
        Assert.Equal("Mine", row.Name);
        Assert.False(row.IsReconnect);
        Assert.Null(row.OrganizationId);
        Assert.Equal(made["id"]!.GetValue<string>(), row.Connection.Id);
        Assert.Equal(made["name"]!.GetValue<string>(), row.Connection.Name);
        Assert.Equal("postgresql", row.Connection.Type);
        Assert.Equal("healthy", row.Connection.Status);
    }

    [Fact]
    public async Task It_does_not_run_again_once_it_succeeded()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("connected", await StatusAsync(alice, session));
        }

        Assert.Single(_database.Runs);
    }

    [Fact]
    public async Task One_that_throws_leaves_the_session_pending_and_runs_again()
    {
        _database.After = (run, _) => run < 3 ? throw new InvalidOperationException("The database is away.") : Task.CompletedTask;
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();

        Assert.Equal("pending", await StatusAsync(alice, session));
        Assert.Equal("pending", await StatusAsync(alice, session));
        Assert.Equal("connected", await StatusAsync(alice, session));

        Assert.Equal(3, _database.Runs.Count);
        Assert.Single(_database.Rows);
        Assert.Single(_database.Runs.Select(run => run.SessionId).Distinct());
        Assert.Contains(app.Logs.Entries, entry => entry.Id == 1501 && entry.Level == LogLevel.Error && entry.Text.Contains("The database is away."));
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_after_thirty_seconds_and_runs_again()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var never = new TaskCompletionSource();
        _database.Before = (run, _) => run == 1 ? never.Task : Task.CompletedTask;
        await using var app = await StartAsync(services: services => services.AddSingleton<TimeProvider>(time));
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect(at: time.GetUtcNow());
        var began = time.GetUtcNow();

        Assert.Equal("pending", await time.PassUntilAsync(StatusAsync(alice, session)));
        Assert.InRange(time.GetUtcNow() - began, TimeSpan.FromSeconds(29.9), TimeSpan.FromSeconds(31));
        Assert.Contains(app.Logs.Entries, entry => entry.Id == 1502);

        Assert.Equal("connected", await time.PassUntilAsync(StatusAsync(alice, session)));
        Assert.Single(_database.Rows);
    }

    [Fact]
    public async Task One_that_blocks_its_thread_is_given_up_too_and_blocks_nobody_else()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var release = new ManualResetEventSlim();
        _database.Before = (run, token) =>
        {
            if (run == 1)
            {
                release.Wait(TestContext.Current.CancellationToken);
            }

            return Task.CompletedTask;
        };
        await using var app = await StartAsync(services: services => services.AddSingleton<TimeProvider>(time));
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect(at: time.GetUtcNow());

        var asked = Enumerable.Range(0, 20).Select(_ => StatusAsync(alice, session)).ToArray();
        await time.PassUntilAsync(() => _database.Runs.Count > 0);
        Assert.Equal(400, (int)(await alice.GetAsync("/_/api/connect_status?session=x", TestContext.Current.CancellationToken)).StatusCode);

        Assert.All(await time.PassUntilAsync(Task.WhenAll(asked)), status => Assert.Equal("pending", status));
        release.Set();
        Assert.Equal("connected", await time.PassUntilAsync(StatusAsync(alice, session)));
        Assert.Single(_database.Rows);
    }

    [Fact]
    public async Task It_goes_on_when_nobody_waits_for_it_any_more()
    {
        var finish = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        _database.Before = (_, token) =>
        {
            started.TrySetResult();
            return finish.Task.WaitAsync(token);
        };
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();
        using var gone = new CancellationTokenSource();
        var asked = alice.GetAsync("/_/api/connect_status?session=" + session, gone.Token);
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        finish.SetResult();

        Assert.Equal("connected", await StatusAsync(alice, session));
        Assert.Single(_database.Runs);
    }

    [Fact]
    public async Task Of_several_those_that_succeeded_are_left_alone_and_those_behind_one_that_fails_still_run()
    {
        var calls = new List<string>();
        await using var app = await ConnectApp.StartAsync(connect: connect =>
        {
            connect.Services.AddSingleton(calls);
            connect.AddCompletionHandler<First>().AddCompletionHandler<Failing>().AddCompletionHandler<Last>();
        });
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();

        Assert.Equal("pending", await StatusAsync(alice, session));
        Assert.Equal("connected", await StatusAsync(alice, session));

        Assert.Equal(["first", "failing", "last", "failing"], calls);
    }

    [Fact]
    public async Task One_that_cannot_be_created_or_disposed_of_is_logged_and_answered()
    {
        await using var app = await ConnectApp.StartAsync(connect: connect => connect.AddCompletionHandler<Unmakeable>());
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();

        Assert.Equal("pending", await StatusAsync(alice, session));
        Assert.Contains(app.Logs.Entries, entry => entry.Id == 1503 && entry.Level == LogLevel.Error);

        await using var other = await ConnectApp.StartAsync(connect: connect => connect.AddCompletionHandler<Undisposable>());
        var bob = other.ClientOf("bob");
        session = await ConnectApp.SessionAsync(bob);
        other.Polytomic.Connect();

        Assert.Equal("connected", await StatusAsync(bob, session));
        Assert.Contains(other.Logs.Entries, entry => entry.Id == 1503);
    }

    [Fact]
    public async Task One_that_returns_no_task_failed()
    {
        await using var app = await ConnectApp.StartAsync(connect: connect => connect.AddCompletionHandler<Nothing>());
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();

        Assert.Equal("pending", await StatusAsync(alice, session));
        Assert.Contains(app.Logs.Entries, entry => entry.Id == 1501);
    }

    [Fact]
    public async Task It_sees_no_request_not_even_the_one_that_found_the_connection()
    {
        var seen = new List<HttpContext?>();
        await using var app = await ConnectApp.StartAsync(connect: connect =>
        {
            connect.Services.AddSingleton(seen);
            connect.AddCompletionHandler<Looking>();
        });
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();

        Assert.Equal("connected", await StatusAsync(alice, session));

        Assert.Equal([null], seen);
    }

    [Fact]
    public async Task Without_a_handler_a_connection_is_connected()
    {
        await using var app = await ConnectApp.StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();

        Assert.Equal("connected", await StatusAsync(alice, session));
    }

    private Task<ConnectApp> StartAsync(Action<IServiceCollection>? services = null) => ConnectApp.StartAsync(connect: connect =>
    {
        connect.AddDatabase(_database);
        services?.Invoke(connect.Services);
    });

    private static async Task<string> StatusAsync(HttpClient client, string session) =>
        (await ConnectApp.StatusAsync(client, session))["data"]!["status"]!.GetValue<string>();

    private sealed class First(List<string> calls) : IConnectCompletionHandler
    {
        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
        {
            calls.Add("first");
            return Task.CompletedTask;
        }
    }

    private sealed class Failing(List<string> calls) : IConnectCompletionHandler
    {
        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
        {
            calls.Add("failing");
            return calls.Count(call => call == "failing") == 1 ? Task.FromException(new IOException()) : Task.CompletedTask;
        }
    }

    private sealed class Last(List<string> calls) : IConnectCompletionHandler
    {
        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
        {
            calls.Add("last");
            return Task.CompletedTask;
        }
    }

    private sealed class Unmakeable : IConnectCompletionHandler
    {
        public Unmakeable() => throw new InvalidOperationException("no connection string");

        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Undisposable : IConnectCompletionHandler, IDisposable
    {
        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => throw new InvalidOperationException("cannot be disposed of");
    }

    private sealed class Nothing : IConnectCompletionHandler
    {
        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken) => null!;
    }

    private sealed class Looking(List<HttpContext?> seen, IHttpContextAccessor accessor) : IConnectCompletionHandler
    {
        public Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken)
        {
            seen.Add(accessor.HttpContext);
            return Task.CompletedTask;
        }
    }
}

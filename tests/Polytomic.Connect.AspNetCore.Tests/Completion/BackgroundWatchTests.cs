using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Completion;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

public class BackgroundWatchTests
{
    private readonly CountingTime _time = new(DateTimeOffset.UtcNow);
    private readonly Database _database = new();

    [Fact]
    public async Task A_connection_is_handled_though_nobody_asks()
    {
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Connect(at: _time.GetUtcNow());

        await _time.PassUntilAsync(() => _database.Rows.Count == 1, TimeSpan.FromSeconds(10));

        Assert.Equal("alice", Assert.Single(_database.Rows).Value.UserId);
    }

    [Fact]
    public async Task It_can_be_stopped_after_the_services_are_gone()
    {
        // As WebApplicationFactory may do it.
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        var watch = app.Services.GetServices<IHostedService>().OfType<BackgroundWatch>().Single();
        watch.Dispose();

        Assert.Null(await Record.ExceptionAsync(() => watch.StopAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Also_when_it_is_made_in_the_last_minute()
    {
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        await PassAsync(TimeSpan.FromMinutes(29.9));
        app.Polytomic.Connect(at: _time.GetUtcNow());

        await _time.PassUntilAsync(() => _database.Rows.Count == 1, TimeSpan.FromMinutes(1));

        Assert.Single(_database.Runs);
    }

    [Fact]
    public async Task A_handler_that_fails_is_tried_again_without_anybody_asking()
    {
        _database.Before = (run, _) => run < 4 ? Task.FromException(new IOException()) : Task.CompletedTask;
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Connect(at: _time.GetUtcNow());

        await _time.PassUntilAsync(() => _database.Rows.Count == 1, TimeSpan.FromMinutes(2));

        Assert.Equal(4, _database.Runs.Count);
    }

    [Fact]
    public async Task A_handler_that_never_succeeds_is_given_up_with_an_error_in_the_log()
    {
        _database.Before = (_, _) => Task.FromException(new IOException());
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Connect(at: _time.GetUtcNow());
        await _time.PassUntilAsync(() => _database.Runs.Count > 0, TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Id == 1510);

        _time.Advance(TimeSpan.FromMinutes(36));
        await _time.PassUntilAsync(() => app.Logs.Entries.Any(entry => entry.Id == 1510), TimeSpan.FromMinutes(2));

        Assert.Equal(LogLevel.Error, Assert.Single(app.Logs.Entries, entry => entry.Id == 1510).Level);
    }

    [Fact]
    public async Task Trouble_at_Polytomic_ends_no_search()
    {
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Connect(at: _time.GetUtcNow());
        app.Polytomic.Intercept = (_, _) => throw new HttpRequestException("away");
        await PassAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(_database.Rows);

        app.Polytomic.Intercept = null;
        await _time.PassUntilAsync(() => _database.Rows.Count == 1, TimeSpan.FromMinutes(2));

        Assert.Single(_database.Rows);
    }

    [Fact]
    public async Task Nothing_runs_before_the_first_session_and_after_the_last()
    {
        await using var app = await StartAsync();
        Assert.Equal(0, _time.Timers);

        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        await _time.PassUntilAsync(() => _time.Timers > 0);
        app.Polytomic.Connect(at: _time.GetUtcNow());
        await _time.PassUntilAsync(() => _database.Rows.Count == 1 && _time.Timers == 0);

        // And again, for a session that nothing comes of.
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        await _time.PassUntilAsync(() => _time.Timers > 0);
        await PassAsync(TimeSpan.FromMinutes(31));
        await _time.PassUntilAsync(() => _time.Timers == 0);
        var lists = app.Polytomic.Requests.Count;
        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(lists, app.Polytomic.Requests.Count);
        Assert.Equal(0, app.Services.GetRequiredService<PendingSessions>().Count);
    }

    [Fact]
    public async Task It_looks_seldom_while_a_session_stays_open()
    {
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));

        await PassAsync(TimeSpan.FromMinutes(31));

        Assert.InRange(app.Polytomic.Requests.Count(request => request.Path == "connections"), 60, 90);
    }

    [Fact]
    public async Task A_graceful_stop_looks_a_last_time()
    {
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Connect(at: _time.GetUtcNow());
        Assert.Empty(_database.Rows);

        await app.Services.GetRequiredService<IHost>().StopAsync(TestContext.Current.CancellationToken);

        Assert.Single(_database.Rows);
    }

    [Fact]
    public async Task A_last_look_that_hangs_holds_up_the_end_for_five_seconds_only()
    {
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Intercept = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        };
        var began = _time.GetUtcNow();

        await _time.PassUntilAsync(StopAsync(app));

        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.Zero, BackgroundWatch.LastLook + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Without_pending_sessions_a_stop_asks_nothing()
    {
        await using var app = await StartAsync();

        await StopAsync(app);

        Assert.Empty(app.Polytomic.Requests);
    }

    private static async Task<bool> StopAsync(ConnectApp app)
    {
        await app.Services.GetRequiredService<IHost>().StopAsync(TestContext.Current.CancellationToken);
        return true;
    }

    private async Task PassAsync(TimeSpan span)
    {
        var end = _time.GetUtcNow() + span;
        while (_time.GetUtcNow() < end)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(3));
        }
    }

    private Task<ConnectApp> StartAsync() => ConnectApp.StartAsync(connect: connect =>
    {
        connect.AddDatabase(_database);
        connect.Services.AddSingleton<TimeProvider>(_time);
    });

    /// <summary>Fake time that knows how many timers are set.</summary>
    private sealed class CountingTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private readonly ConcurrentDictionary<ITimer, bool> _timers = new();

        public int Timers => _timers.Count;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new CountedTimer(this, base.CreateTimer(callback, state, dueTime, period));
            _timers[timer] = true;
            return timer;
        }

        private sealed class CountedTimer(CountingTime time, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                time._timers.TryRemove(this, out _);
                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

public class SessionTimesTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly Database _database = new();

    [Theory]
    [InlineData(29, 29.5, "connected")]
    [InlineData(29.9, 34.9, "connected")]
    [InlineData(29.9, 35.1, "expired")]
    [InlineData(30.1, 30.2, "expired")]
    [InlineData(-4.9, 1, "connected")]
    [InlineData(-5.1, 1, "pending")]
    [InlineData(-5.1, 30.1, "expired")]
    public async Task How_a_session_stands_goes_by_when_its_connection_was_made_and_when_one_asks(double madeAt, double askedAt, string expected)
    {
        // Started on another node, so that nothing but the question finds it.
        var started = _time.GetUtcNow();
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        Forget(app);
        app.Polytomic.Connect(at: started.AddMinutes(madeAt));
        _time.Advance(TimeSpan.FromMinutes(askedAt));

        var status = await _time.PassUntilAsync(StatusAsync(alice, session));

        Assert.Equal(expected, status);
        Assert.Equal(expected == "connected" ? 1 : 0, _database.Rows.Count);
    }

    [Fact]
    public async Task What_was_completed_stays_so_after_the_end()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect(at: _time.GetUtcNow());
        Assert.Equal("connected", await _time.PassUntilAsync(StatusAsync(alice, session)));

        _time.Advance(Lifetime + TimeSpan.FromMinutes(10));

        Assert.Equal("connected", await StatusAsync(alice, session));
        Assert.Single(_database.Runs);
    }

    [Fact]
    public async Task A_handler_that_fails_at_the_end_is_still_tried_in_the_minutes_after_it()
    {
        _database.Before = (run, _) => run == 1 ? Task.FromException(new IOException()) : Task.CompletedTask;
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        Forget(app);
        app.Polytomic.Connect(at: _time.GetUtcNow());
        _time.Advance(Lifetime + TimeSpan.FromMinutes(1));

        Assert.Equal("pending", await _time.PassUntilAsync(StatusAsync(alice, session)));
        Assert.Equal("connected", await _time.PassUntilAsync(StatusAsync(alice, session)));
    }

    [Fact]
    public async Task The_page_of_a_session_that_is_over_says_so()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        _time.Advance(Lifetime + TimeSpan.FromMinutes(6));

        using var page = await alice.GetAsync("/_/api/connect_complete?state=" + session, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
    }

    [Fact]
    public async Task A_reconnect_is_done_when_the_connection_was_changed()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var connection = app.Polytomic.Add("c-1", "Old name", "hubspot", null, _time.GetUtcNow().AddDays(-10));
        var session = await ConnectApp.SessionAsync(alice, """{"connection":"c-1"}""");
        Assert.Equal("pending", await _time.PassUntilAsync(StatusAsync(alice, session)));

        connection["updated_at"] = _time.GetUtcNow().ToString("O");

        Assert.Equal("connected", await _time.PassUntilAsync(StatusAsync(alice, session)));
        var row = Assert.Single(_database.Rows).Value;
        Assert.True(row.IsReconnect);
        Assert.Null(row.Name);
        Assert.Equal(("c-1", "Old name"), (row.Connection.Id, row.Connection.Name));
    }

    private static void Forget(ConnectApp app)
    {
        var pending = app.Services.GetRequiredService<AspNetCore.Sessions.PendingSessions>();
        foreach (var session in pending.ToArray())
        {
            pending.Remove(session.Ticket.Id);
        }
    }

    private static async Task<string> StatusAsync(HttpClient client, string session) =>
        (await ConnectApp.StatusAsync(client, session))["data"]!["status"]!.GetValue<string>();

    private Task<ConnectApp> StartAsync() => ConnectApp.StartAsync(connect: connect =>
    {
        connect.AddDatabase(_database);
        connect.AddConnectionAuthorizer<Anybody>();
        connect.Services.AddSingleton<TimeProvider>(_time);
    });

    private sealed class Anybody : IConnectionAuthorizer
    {
        public ValueTask<bool> CanReconnectAsync(System.Security.Claims.ClaimsPrincipal user, string connectionId, CancellationToken cancellationToken) => new(true);
    }
}

using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Completion;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

public class LookupTests
{
    private readonly FakeTimeProvider _time = new(Tickets.Start);

    [Fact]
    public async Task A_thousand_who_ask_at_once_are_answered_by_one_list_and_each_with_what_is_theirs()
    {
        await using var app = await StartAsync();
        var sessions = Enumerable.Range(0, 1_000).Select(i => Tickets.New("Mine " + i)).ToArray();
        foreach (var session in sessions.Where((_, i) => i % 2 == 0))
        {
            app.Polytomic.Add(session.Id.ToString(), session.ConnectionName!, "hubspot", null, _time.GetUtcNow());
        }

        var answers = await _time.PassUntilAsync(Task.WhenAll(sessions.Select(session => FindAsync(app, session))));

        // The first may be under way before the others ask: they share the next.
        Assert.InRange(Lists(app), 1, 2);
        for (var i = 0; i < sessions.Length; i++)
        {
            Assert.Equal(i % 2 == 0 ? sessions[i].Id.ToString() : null, answers[i]?.Id);
        }
    }

    [Fact]
    public async Task However_many_ask_for_however_long_one_list_a_second_is_fetched()
    {
        var starts = new List<DateTimeOffset>();
        await using var app = await StartAsync();
        app.Polytomic.Intercept = (sent, _) =>
        {
            lock (starts)
            {
                starts.Add(_time.GetUtcNow());
            }

            return Task.FromResult<HttpResponseMessage?>(null);
        };
        var end = _time.GetUtcNow().AddSeconds(10);
        var askers = Enumerable.Range(0, 50).Select(async i =>
        {
            while (_time.GetUtcNow() < end)
            {
                await FindAsync(app, Tickets.New("Mine " + i));
            }
        });

        await _time.PassUntilAsync(Task.WhenAll(askers).ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default));

        Assert.InRange(starts.Count, 10, 12);
        Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_change_of_options_does_not_make_it_two_lists_a_second()
    {
        await using var app = await StartAsync();
        var credential = new PolytomicCredential(ConnectApp.Token, null);
        var finder = app.Services.GetRequiredService<ConnectionFinder>();
        var settings = app.Services.GetRequiredService<CurrentSettings>().Value;
        var accounts = Enumerable.Range(0, 5).Select(_ => new PolytomicAccount(7, credential, settings, app.Services.GetRequiredService<UpstreamCircuits>().Create(), app.Services.GetRequiredService<TimeProvider>()));

        var asked = accounts.Select(account => finder.FindAsync(account, Tickets.New(), TestContext.Current.CancellationToken)).ToArray();
        await _time.PassUntilAsync(Task.WhenAll(asked));

        Assert.InRange(Lists(app), 1, 2);
    }

    [Fact]
    public async Task A_list_that_was_asked_for_before_the_question_proves_no_absence()
    {
        var hold = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        await using var app = await StartAsync();
        app.Polytomic.Intercept = async (sent, token) =>
        {
            if (held.TrySetResult())
            {
                await hold.Task.WaitAsync(token);
                return FakePolytomic.Json(HttpStatusCode.OK, """{"data":[]}""");
            }

            return null;
        };
        var early = FindAsync(app, Tickets.New("Early"));
        await held.Task.WaitAsync(TestContext.Current.CancellationToken);

        // The list is under way: it was taken before this connection was made and this question was asked.
        var session = Tickets.New("Late");
        app.Polytomic.Add("late", session.ConnectionName!, "hubspot", null, _time.GetUtcNow());
        var late = FindAsync(app, session);
        hold.SetResult();

        Assert.Null(await early);
        Assert.Equal("late", (await _time.PassUntilAsync(late))?.Id);
        Assert.Equal(2, Lists(app));
    }

    [Fact]
    public async Task A_list_that_fails_is_told_to_all_who_wait_and_the_next_question_gets_a_new_one()
    {
        await using var app = await StartAsync(new() { ["PolytomicConnect:MaxAttempts"] = "1", ["PolytomicConnect:Policies:All:Integrations:0"] = "*" });
        app.Polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.Unauthorized, "{}"));

        var asked = Enumerable.Range(0, 10).Select(_ => FindAsync(app, Tickets.New())).ToArray();
        await _time.PassUntilAsync(() => asked.All(task => task.IsCompleted));
        Assert.All(asked, task => Assert.Equal("polytomic_unauthorized", Assert.IsType<PolytomicConnectException>(task.Exception?.InnerException).Code));

        app.Polytomic.Intercept = null;
        Assert.Null(await _time.PassUntilAsync(FindAsync(app, Tickets.New())));
    }

    [Fact]
    public async Task Who_gives_up_waiting_keeps_nobody_else_from_an_answer()
    {
        await using var app = await StartAsync();
        await FindAsync(app, Tickets.New());
        using var gone = new CancellationTokenSource();
        var session = Tickets.New();
        app.Polytomic.Add("it", session.ConnectionName!, "hubspot", null, _time.GetUtcNow());
        var one = app.Services.GetRequiredService<ConnectionFinder>().FindAsync(Account(app), session, gone.Token);
        var other = FindAsync(app, session);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.Equal("it", (await _time.PassUntilAsync(other))?.Id);
    }

    [Fact]
    public async Task Organizations_wait_for_nobody_elses_list()
    {
        var hold = new TaskCompletionSource();
        await using var app = await StartAsync();
        app.Polytomic.Intercept = async (sent, token) =>
        {
            if (sent.Authorization == "Bearer slow")
            {
                await hold.Task.WaitAsync(token);
            }

            return null;
        };
        var finder = app.Services.GetRequiredService<ConnectionFinder>();
        var slow = finder.FindAsync(Account(app, "slow"), Tickets.New(), TestContext.Current.CancellationToken);

        Assert.Null(await finder.FindAsync(Account(app, "quick"), Tickets.New(), TestContext.Current.CancellationToken));
        Assert.False(slow.IsCompleted);
        hold.SetResult();
        Assert.Null(await slow);
    }

    [Fact]
    public async Task The_request_that_happens_to_be_the_first_lends_a_shared_list_its_trace_and_nothing_else()
    {
        var local = new AsyncLocal<string?>();
        string? seen = "not asked";
        ActivityTraceId? trace = null;
        await using var app = await StartAsync();
        app.Polytomic.Intercept = (_, _) =>
        {
            seen = local.Value;
            trace = Activity.Current?.TraceId;
            return Task.FromResult<HttpResponseMessage?>(null);
        };
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        local.Value = "the first request's";

        Assert.Null(await FindAsync(app, Tickets.New()));

        Assert.Null(seen);
        Assert.Equal(activity.TraceId, trace);
    }

    private static int Lists(ConnectApp app) => app.Polytomic.Requests.Count(request => request.Path == "connections");

    private Task<ConnectApp> StartAsync(Dictionary<string, string?>? settings = null) =>
        ConnectApp.StartAsync(settings, connect => connect.Services.AddSingleton<TimeProvider>(_time));

    private static PolytomicAccount Account(ConnectApp app, string token = ConnectApp.Token) => app.Services.GetRequiredService<PolytomicAccounts>()
        .Get(new PolytomicCredential(token, null), app.Services.GetRequiredService<CurrentSettings>().Value);

    private static Task<ListedConnection?> FindAsync(ConnectApp app, SessionTicket session) =>
        app.Services.GetRequiredService<ConnectionFinder>().FindAsync(Account(app), session, TestContext.Current.CancellationToken);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Completion;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

/// <summary>What is kept stays bounded, whoever comes however often.</summary>
[Collection(nameof(Undisturbed))]
public class BoundedMemoryTests(ITestOutputHelper output)
{
    private const int Million = 1_000_000;
    private readonly FakeTimeProvider _time = new(Tickets.Start);

    [Fact]
    public void A_million_pending_sessions_keep_the_newest_only()
    {
        var pending = new PendingSessions(_time, NullLogger<PendingSessions>.Instance);
        var before = GC.GetTotalMemory(true);
        SessionTicket last = null!;
        for (var i = 0; i < Million; i++)
        {
            last = Tickets.New("Name " + i);
            pending.Add(new PendingSession(last, "user" + i));
        }

        var megabytes = (GC.GetTotalMemory(true) - before) / 1_000_000;
        output.WriteLine($"{megabytes} MB for {pending.Count} pending sessions");
        Assert.Equal(PendingSessions.Most, pending.Count);
        Assert.True(pending.TryGet(last.Id, out _));
        Assert.InRange(megabytes, long.MinValue, 100);
    }

    [Fact]
    public void A_million_sessions_that_come_and_go_leave_nothing()
    {
        var pending = new PendingSessions(_time, NullLogger<PendingSessions>.Instance);
        var open = Tickets.New();
        pending.Add(new PendingSession(open, null));
        var before = GC.GetTotalMemory(true);
        for (var i = 0; i < Million; i++)
        {
            var ticket = Tickets.New();
            pending.Add(new PendingSession(ticket, "user"));
            pending.Remove(ticket.Id);
        }

        Assert.Equal(1, pending.Count);
        Assert.True(pending.TryGet(open.Id, out _));
        Assert.InRange((GC.GetTotalMemory(true) - before) / 1_000_000, long.MinValue, 20);
    }

    [Fact]
    public void A_million_completions_keep_the_newest_and_those_that_are_over_make_room()
    {
        var records = new SessionRecords(_time);
        SessionTicket last = null!;
        for (var i = 0; i < Million; i++)
        {
            last = Tickets.New();
            records.GetOrAdd(last).Connection = new ConnectedConnection("c" + i, "n", "hubspot", "healthy");
        }

        Assert.Equal(SessionRecords.Most, records.Count);
        Assert.Equal("c999999", records.Find(last.Id)?.Connection?.Id);

        _time.Advance(TimeSpan.FromHours(2));
        records.GetOrAdd(Tickets.New());
        Assert.Equal(1, records.Count);
    }

    [Fact]
    public void The_newest_record_is_kept_even_when_there_are_too_many()
    {
        var records = new SessionRecords(_time);
        for (var i = 0; i < SessionRecords.Most + 10; i++)
        {
            var ticket = Tickets.New();
            records.GetOrAdd(ticket).Succeeded.Add(0);
            Assert.Contains(0, records.GetOrAdd(ticket).Succeeded);
        }
    }

    [Fact]
    public async Task A_long_list_of_types_is_not_kept_with_the_session()
    {
        await using var app = await ConnectApp.StartAsync();
        var random = new Random(5);
        var types = Enumerable.Range(0, 300).Select(_ => string.Concat(Enumerable.Range(0, 20).Select(_ => (char)random.Next('a', 'z'))));

        await ConnectApp.SessionAsync(app.ClientOf("alice"), $$"""{"name":"x","whitelist":["{{string.Join("\",\"", types)}}"]}""");

        Assert.Equal(300, app.Polytomic.Starts[0].Json["whitelist"]!.AsArray().Count);
        Assert.Null(Assert.Single(app.Services.GetRequiredService<PendingSessions>().ToArray()).Ticket.Types);
    }

    [Fact]
    public async Task Organizations_that_nobody_asks_about_any_more_are_forgotten()
    {
        await using var app = await ConnectApp.StartAsync(connect: connect => connect.Services.AddSingleton<TimeProvider>(_time));
        var finder = app.Services.GetRequiredService<ConnectionFinder>();
        var settings = app.Services.GetRequiredService<CurrentSettings>().Value;
        for (var i = 1; i <= 5_000; i++)
        {
            var account = new PolytomicAccount((UInt128)i, new PolytomicCredential("key", null), settings, app.Services.GetRequiredService<UpstreamCircuits>().Create(), _time);
            Assert.Null(await finder.FindAsync(account, Tickets.New(), TestContext.Current.CancellationToken));
            if (i % 100 == 0)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.InRange(finder.Count, 1, 1_100);
    }
}

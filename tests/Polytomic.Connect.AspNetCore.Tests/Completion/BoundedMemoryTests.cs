using Microsoft.AspNetCore.DataProtection;
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
            pending.Add(last, SessionContent.Write(last), "user" + i);
        }

        var megabytes = (GC.GetTotalMemory(true) - before) / 1_000_000;
        output.WriteLine($"{megabytes} MB for {pending.Count} pending sessions");
        Assert.Equal(PendingSessions.Most, pending.Count);
        Assert.Contains(pending.ToArray(), session => session.Ticket.Id == last.Id);
        Assert.InRange(megabytes, long.MinValue, 40);
    }

    [Fact]
    public void A_million_sessions_that_come_and_go_leave_nothing()
    {
        var pending = new PendingSessions(_time, NullLogger<PendingSessions>.Instance);
        var open = Tickets.New();
        pending.Add(open, SessionContent.Write(open), null);
        var before = GC.GetTotalMemory(true);
        for (var i = 0; i < Million; i++)
        {
            var ticket = Tickets.New();
            pending.Add(ticket, SessionContent.Write(ticket), "user");
            pending.Remove(ticket.Id);
        }

        Assert.Equal(1, pending.Count);
        Assert.Equal(open.Id, Assert.Single(pending.ToArray()).Ticket.Id);
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

    [Theory]
    [InlineData("short")]
    [InlineData("counted")]
    [InlineData("long")]
    [InlineData("long and alike")]
    public void A_list_that_packs_well_costs_little_memory(string kind)
    {
        var seal = new SessionSeal(new EphemeralDataProtectionProvider());
        var all = Enumerable.Range(0, 5_000).Select(i => kind switch
        {
            "short" => $"{(char)('0' + (i / 64))}{(char)('0' + (i % 64))}",
            "counted" => $"type{i}",
            "long" => new string('x', 95) + i,
            _ => new string((char)('a' + (i % 26)), 1 + (i / 26)),
        }).ToList();
        var most = 0L;
        for (var count = 10; count < 1_000; count += 10)
        {
            if (SessionContent.Read(seal.Close(Tickets.New("CRM", [.. all.Take(count)])).Content).Types is { } kept)
            {
                most = Math.Max(most, kept.Sum(type => 40L + (2 * type.Length)));
            }
        }

        output.WriteLine($"{most} bytes of types, at most, beside one session");
        Assert.InRange(most, 1, 10_000);
    }

    [Fact]
    public async Task A_million_organizations_keep_the_accounts_that_are_used()
    {
        await using var app = await ConnectApp.StartAsync();
        var accounts = app.Services.GetRequiredService<PolytomicAccounts>();
        var settings = app.Services.GetRequiredService<CurrentSettings>().Value;
        var used = accounts.Get("key", "used", settings);
        var before = GC.GetTotalMemory(true);
        for (var i = 0; i < Million; i++)
        {
            accounts.Get("key", "org" + i, settings);
            if (i % 5_000 == 0)
            {
                Assert.Same(used.Circuit, accounts.Get("key", "used", settings).Circuit);
            }
        }

        // The newest is kept, too: the next call of the same customer meets the same circuit.
        var newest = accounts.Get("key", "newest", settings);
        accounts.Get("key", "another", settings);
        Assert.Same(newest, accounts.Get("key", "newest", settings));

        var megabytes = (GC.GetTotalMemory(true) - before) / 1_000_000;
        output.WriteLine($"{megabytes} MB for {accounts.Count} accounts");
        Assert.Equal(PolytomicAccounts.Most, accounts.Count);
        Assert.InRange(megabytes, long.MinValue, 100);
    }

    [Fact]
    public async Task Keys_organizations_and_addresses_each_make_an_account()
    {
        await using var app = await ConnectApp.StartAsync();
        var accounts = app.Services.GetRequiredService<PolytomicAccounts>();
        var settings = app.Services.GetRequiredService<CurrentSettings>().Value;
        PolytomicAccount[] all =
        [
            accounts.Get("a", null, settings), accounts.Get("b", null, settings), accounts.Get("a", "o", settings), accounts.Get("b", "o", settings),
            accounts.Get("ao", null, settings), accounts.Get("", "ao", settings),
        ];

        Assert.Equal(all.Length, all.Select(account => account.Key).Distinct().Count());
        Assert.Equal(all.Length, all.Select(account => account.Circuit).Distinct().Count());
        Assert.Equal(["Bearer a", "Bearer b", "Bearer a", "Bearer b", "Bearer ao", "Bearer "], all.Select(account => account.Authorization));
        Assert.Equal(all, all.Select(account => accounts.Get(account.Token, account.OrganizationId, settings)));
    }

    [Fact]
    public async Task A_customer_beside_ten_thousand_others_meets_an_open_circuit_at_every_call()
    {
        var polytomic = new FakePolytomic { Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(System.Net.HttpStatusCode.InternalServerError, "")) };
        await using var app = await ConnectApp.StartAsync(
            new()
            {
                ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
                ["PolytomicConnect:OrganizationClaim"] = "org",
                ["PolytomicConnect:MaxAttempts"] = "1",
                ["PolytomicConnect:RateLimit:PermitLimit"] = "0",
            },
            polytomic: polytomic);
        var accounts = app.Services.GetRequiredService<PolytomicAccounts>();
        var settings = app.Services.GetRequiredService<CurrentSettings>().Value;
        for (var i = 0; i < PolytomicAccounts.Most; i++)
        {
            accounts.Get(ConnectApp.Token, "org" + i, settings);
        }

        var alice = app.ClientOf("alice; org=new");
        for (var i = 0; i < 11; i++)
        {
            accounts.Get(ConnectApp.Token, "org" + i, settings);
            using var response = await ConnectApp.StartSessionAsync(alice, """{"name":"Mine","type":"postgresql"}""");
            Assert.Equal(i < 10 ? 502 : 503, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task A_change_of_options_leaves_an_open_circuit_open()
    {
        await using var app = await ConnectApp.StartAsync();
        var accounts = app.Services.GetRequiredService<PolytomicAccounts>();
        var current = app.Services.GetRequiredService<CurrentSettings>();
        var before = accounts.Get("key", "org", current.Value);

        var changed = ConnectSettings.From(current.Value.Options);
        var after = accounts.Get("key", "org", changed);

        Assert.Same(changed, after.Settings);
        Assert.Same(before.Circuit, after.Circuit);
    }

    [Fact]
    public async Task Catalogues_of_many_organizations_keep_the_ones_that_are_used()
    {
        await using var app = await ConnectApp.StartAsync();
        var catalogue = app.Services.GetRequiredService<Catalogue>();
        var accounts = app.Services.GetRequiredService<PolytomicAccounts>();
        var settings = app.Services.GetRequiredService<CurrentSettings>().Value;
        var cache = (Microsoft.Extensions.Caching.Memory.MemoryCache)app.Services.GetRequiredService<Microsoft.Extensions.Caching.Memory.IMemoryCache>();
        for (var i = 0; i < Catalogue.Most * 3; i++)
        {
            await GetAsync("org" + i);
            if (i % 100 == 0)
            {
                await GetAsync("used");
            }
        }

        Assert.Equal(Catalogue.Most, cache.Count);
        Assert.Equal((Catalogue.Most * 3) + 1, app.Polytomic.Requests.Count);

        async Task GetAsync(string organization)
        {
            var account = accounts.Get("key", organization, settings);
            using var deadline = account.StartDeadline(TestContext.Current.CancellationToken);
            Assert.NotEmpty(await catalogue.GetAsync(account, deadline));
        }
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

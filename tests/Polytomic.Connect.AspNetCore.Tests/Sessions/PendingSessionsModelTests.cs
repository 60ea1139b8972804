using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Tests.Sessions;

/// <summary>However sessions come and go, they are what a plain list of them would be.</summary>
public class PendingSessionsModelTests
{
    private readonly FakeTimeProvider _time = new(Tickets.Start);
    private readonly PendingSessions _pending;

    public PendingSessionsModelTests() => _pending = new(_time, NullLogger<PendingSessions>.Instance);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_is_looked_for_as_it_was_started_when_it_is_due_and_by_one_at_a_time(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<Guid, Modelled>();
        for (var step = 0; step < 5_000; step++)
        {
            // One that is gone may be asked about, and started again under its own id.
            var known = random.Next(10) > 0 && model.Count > 0 ? model.Keys.ElementAt(random.Next(model.Count)) : Guid.NewGuid();
            switch (random.Next(12))
            {
                case < 5:
                    var session = Session(random, random.Next(5) == 0 ? known : Guid.NewGuid());
                    _pending.Add(session.Ticket, SessionContent.Write(session.Ticket), session.UserId);
                    model.TryAdd(session.Ticket.Id, new Modelled(session) { LastLookedFor = session.Ticket.StartedAt });
                    break;
                case < 8:
                    _pending.Remove(known);
                    model.Remove(known);
                    break;
                case 8:
                    _pending.Touch(known);
                    if (model.TryGetValue(known, out var touched))
                    {
                        touched.LastLookedFor = _time.GetUtcNow();
                    }

                    break;
                case 9:
                    _pending.EndLook(known);
                    if (model.TryGetValue(known, out var ended))
                    {
                        ended.IsLookedFor = false;
                    }

                    break;
                case 10:
                    var before = _time.GetUtcNow().AddSeconds(-20);
                    var due = model.Values.Where(one => !one.IsLookedFor && one.LastLookedFor < before).ToArray();
                    AssertSame(due.Select(one => one.Session), _pending.BeginLook(times => times.LastLookedFor < before));
                    foreach (var one in due)
                    {
                        (one.IsLookedFor, one.LastLookedFor) = (true, _time.GetUtcNow());
                    }

                    break;
                default:
                    _time.Advance(TimeSpan.FromSeconds(random.Next(10)));
                    break;
            }

            Assert.Equal(model.Count, _pending.Count);
            if (step % 500 == 0)
            {
                AssertSame(model.Values.Select(one => one.Session), _pending.ToArray());
            }
        }

        AssertSame(model.Values.Select(one => one.Session), _pending.ToArray());
    }

    [Fact]
    public async Task Threads_that_add_look_and_remove_never_see_another_s_user()
    {
        var looked = 0;
        var adding = 4;
        var looking = OnAThread(() =>
        {
            while (Volatile.Read(ref adding) > 0)
            {
                foreach (var session in _pending.BeginLook(_ => true).Concat(_pending.ToArray()))
                {
                    AssertItsOwn(session);
                    _pending.Touch(session.Ticket.Id);
                    _pending.EndLook(session.Ticket.Id);
                    looked++;
                }
            }
        });
        await Task.WhenAll([looking, .. Enumerable.Range(1, adding).Select(seed => OnAThread(() =>
        {
            var random = new Random(seed);
            var own = new Queue<Guid>();
            for (var step = 0; step < 5_000; step++)
            {
                // Each session says in three places whose it is, at lengths of its own.
                var ticket = Tickets.New();
                ticket = ticket with { Name = ticket.Id.ToString(), ReturnUrl = "/" + string.Join('/', Enumerable.Repeat(ticket.Id, random.Next(8))) };
                _pending.Add(ticket, SessionContent.Write(ticket), string.Join(' ', Enumerable.Repeat(ticket.Id, 1 + random.Next(8))));
                own.Enqueue(ticket.Id);
                while (own.Count > random.Next(50))
                {
                    _pending.Remove(own.Dequeue());
                }
            }

            foreach (var id in own)
            {
                _pending.Remove(id);
            }

            Interlocked.Decrement(ref adding);
        }))]);

        Assert.NotEqual(0, looked);
        Assert.Equal(0, _pending.Count);
    }

    private static Task OnAThread(Action work) => Task.Factory.StartNew(work, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void AssertItsOwn(PendingSession session)
    {
        var id = session.Ticket.Id.ToString();
        Assert.Equal(id, session.Ticket.Name);
        Assert.All(session.Ticket.ReturnUrl!.Split('/', StringSplitOptions.RemoveEmptyEntries), part => Assert.Equal(id, part));
        Assert.All(session.UserId!.Split(' '), part => Assert.Equal(id, part));
    }

    private static void AssertSame(IEnumerable<PendingSession> expected, IEnumerable<PendingSession> actual) => Assert.Equal(
        expected.OrderBy(session => session.Ticket.Id).Select(Text), actual.OrderBy(session => session.Ticket.Id).Select(Text));

    private static string Text(PendingSession session) =>
        $"{session.UserId} {session.Ticket with { Types = null }} {string.Join(',', session.Ticket.Types ?? ["any"])}";

    private PendingSession Session(Random random, Guid id)
    {
        var name = random.Next(3) == 0 ? null : RandomText(random, 1);
        var ticket = new SessionTicket
        {
            Id = id,
            UserKey = (UInt128)random.NextInt64(),
            StartedAt = _time.GetUtcNow(),
            ExpiresAt = _time.GetUtcNow().AddMinutes(30),
            UserOrganization = random.Next(2) == 0 ? null : RandomText(random, 0),
            OrganizationId = random.Next(2) == 0 ? null : RandomText(random, 0),
            Name = name,
            ConnectionName = name is null ? null : $"{RandomText(random, 0)}{name}{RandomText(random, 0)}{name}",
            ConnectionId = name is null ? RandomText(random, 1) : null,
            UpdatedBefore = name is null ? RandomText(random, 0) : null,
            ReturnUrl = random.Next(2) == 0 ? null : RandomText(random, 0),
            Types = random.Next(2) == 0 ? null : [.. Enumerable.Range(0, random.Next(5)).Select(_ => RandomText(random, 0))],
            IsNavigation = random.Next(2) == 0,
        };
        return new PendingSession(ticket, random.Next(4) == 0 ? null : RandomText(random, 1));
    }

    private static string RandomText(Random random, int shortest) =>
        string.Concat(Enumerable.Range(0, random.Next(shortest, 60)).Select(_ => "aé世\0/ 🧷"[random.Next(6)]));

    private sealed class Modelled(PendingSession session)
    {
        public PendingSession Session => session;

        public bool IsLookedFor { get; set; }

        public DateTimeOffset LastLookedFor { get; set; }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Tests.Sessions;

public class PendingSessionsTests
{
    private readonly FakeTimeProvider _time = new(Tickets.Start);
    private readonly PendingSessions _pending;

    public PendingSessionsTests() => _pending = new(_time, NullLogger<PendingSessions>.Instance);

    [Theory]
    [InlineData(null)]
    [InlineData("alice")]
    [InlineData("世界")]
    [InlineData("half \ud83e of a pair")]
    public void A_session_is_looked_for_as_it_was_started(string? userId)
    {
        var ticket = Tickets.New("CRM", "hubspot", "salesforce") with { OrganizationId = "org", ReturnUrl = "/back", IsNavigation = true };
        Add(ticket, userId);
        Add(Tickets.Reconnect("c-1", "2026-01-01T00:00:00Z"), "bob");

        var (first, second) = _pending.BeginLook(_ => true) is [var one, var two] ? (one, two) : throw new InvalidOperationException();

        Assert.Equal(userId, first.UserId);
        Assert.Equivalent(ticket, first.Ticket, strict: true);
        Assert.Equal(("bob", "c-1"), (second.UserId, second.Ticket.ConnectionId));
    }

    [Fact]
    public void A_long_identifier_is_kept_whole()
    {
        var userId = string.Concat(Enumerable.Range(0, 10_000));
        Add(Tickets.New(), userId);

        Assert.Equal(userId, Assert.Single(_pending.ToArray()).UserId);
    }

    [Fact]
    public void None_is_looked_for_twice_at_a_time()
    {
        var ticket = Tickets.New();
        Add(ticket);

        Assert.Single(_pending.BeginLook(_ => true));
        Assert.Empty(_pending.BeginLook(_ => true));

        _pending.EndLook(ticket.Id);
        Assert.Single(_pending.BeginLook(_ => true));
    }

    [Fact]
    public void When_one_is_due_is_told_by_its_times()
    {
        var ticket = Tickets.New();
        Add(ticket);
        Assert.Empty(_pending.BeginLook(times => times != new PendingTimes(ticket.StartedAt, ticket.ExpiresAt, ticket.StartedAt)));

        _time.Advance(TimeSpan.FromSeconds(7));
        _pending.Touch(ticket.Id);
        Assert.Single(_pending.BeginLook(times => times.LastLookedFor == Tickets.Start.AddSeconds(7)));

        _time.Advance(TimeSpan.FromSeconds(7));
        _pending.EndLook(ticket.Id);
        Assert.Single(_pending.BeginLook(times => times.LastLookedFor == Tickets.Start.AddSeconds(7)));
    }

    [Fact]
    public void One_that_is_gone_is_not_missed()
    {
        var ticket = Tickets.New();
        Add(ticket);
        _pending.Remove(ticket.Id);

        _pending.Remove(ticket.Id);
        _pending.Touch(ticket.Id);
        _pending.EndLook(ticket.Id);

        Assert.Empty(_pending.ToArray());
    }

    private void Add(SessionTicket ticket, string? userId = "alice") => _pending.Add(ticket, SessionContent.Write(ticket), userId);
}

using Polytomic.Connect.AspNetCore.Completion;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Sessions;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

public class ConnectionMatchTests
{
    private static readonly SessionTicket Session = Tickets.New("CRM", "hubspot", "marketo") with { OrganizationId = "A0000000-0000-4000-8000-000000000001" };

    private static readonly ListedConnection Connection = new(
        "c", Session.ConnectionName!, "hubspot", Session.OrganizationId, "healthy", true, Session.StartedAt.AddMinutes(1), "2026-03-01T12:01:00Z");

    [Fact]
    public void The_connection_of_the_session_is_it() => AssertIs(Connection);

    [Fact]
    public void Another_name_is_not_it()
    {
        AssertIsNot(Connection with { Name = "CRM" });
        AssertIsNot(Connection with { Name = Session.ConnectionName!.ToUpperInvariant() });
        AssertIsNot(Connection with { Name = Session.ConnectionName + " " });
        AssertIsNot(Connection with { Name = "CRM (abcdefgi)" });
    }

    [Fact]
    public void It_was_made_between_five_minutes_before_the_start_and_the_end()
    {
        AssertIs(Connection with { CreatedAt = Session.StartedAt.AddMinutes(-5) });
        AssertIs(Connection with { CreatedAt = Session.ExpiresAt });
        AssertIsNot(Connection with { CreatedAt = Session.StartedAt.AddMinutes(-5).AddMilliseconds(-1) });
        AssertIsNot(Connection with { CreatedAt = Session.ExpiresAt.AddMilliseconds(1) });
        AssertIsNot(Connection with { CreatedAt = null });
    }

    [Fact]
    public void It_is_saved_if_that_is_said()
    {
        AssertIs(Connection with { Saved = null });
        AssertIsNot(Connection with { Saved = false });
    }

    [Fact]
    public void It_is_of_a_type_that_was_asked_for()
    {
        AssertIs(Connection with { Type = "marketo" });
        AssertIsNot(Connection with { Type = "postgresql" });
        AssertIsNot(Connection with { Type = "HubSpot" });
        AssertIsNot(Connection with { Type = null });
    }

    [Fact]
    public void Of_any_type_where_all_were_offered_or_the_list_was_too_long_to_keep()
    {
        var open = Session with { Types = null };

        Assert.True(ConnectionMatch.Is(open, Connection with { Type = "postgresql" }));
        Assert.False(ConnectionMatch.Is(open, Connection with { Type = null }));
    }

    [Fact]
    public void It_is_in_the_organization_where_one_is_set()
    {
        AssertIs(Connection with { OrganizationId = Session.OrganizationId!.ToLowerInvariant() });
        AssertIsNot(Connection with { OrganizationId = "b0000000-0000-4000-8000-000000000001" });
        AssertIsNot(Connection with { OrganizationId = null });
        Assert.True(ConnectionMatch.Is(Session with { OrganizationId = null }, Connection with { OrganizationId = null }));
    }

    [Theory]
    [InlineData("2026-02-01T00:00:00Z", "2026-03-01T12:10:00Z", true)]
    [InlineData(null, "2026-03-01T12:10:00Z", true)]
    [InlineData("2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z", false)]
    [InlineData("2026-02-01T00:00:00Z", "2026-02-01T00:00:00.000Z", false)]
    [InlineData("2026-02-01T00:00:00Z", "2026-02-01T01:00:00+01:00", false)]
    [InlineData("2026-02-01T00:00:00Z", null, false)]
    [InlineData("2026-02-01T00:00:00Z", "2026-03-01T12:30:00.001Z", false)]
    [InlineData("2026-02-01T00:00:00Z", "2026-03-01T12:30:00Z", true)]
    [InlineData("version 1", "version 2", true)]
    [InlineData("version 1", "version 1", false)]
    public void A_reconnect_is_done_when_the_connection_was_changed_since(string? before, string? now, bool done)
    {
        var session = Tickets.Reconnect("c", before);

        Assert.Equal(done, ConnectionMatch.Is(session, Connection with { UpdatedAt = now, Name = "whatever it is called now" }));
        Assert.False(ConnectionMatch.Is(session, Connection with { UpdatedAt = now, Id = "d" }));
        Assert.False(ConnectionMatch.Is(session, Connection with { UpdatedAt = now, Id = "C" }));
    }

    private static void AssertIs(ListedConnection connection) => Assert.True(ConnectionMatch.Is(Session, connection));

    private static void AssertIsNot(ListedConnection connection) => Assert.False(ConnectionMatch.Is(Session, connection));
}

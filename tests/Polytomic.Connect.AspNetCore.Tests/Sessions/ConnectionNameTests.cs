using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Tests.Sessions;

public class ConnectionNameTests
{
    [Theory]
    [InlineData("{name} ({id})", "CRM", "CRM (abcdefgh)")]
    [InlineData("{id}: {name} of {user}", "CRM", "abcdefgh: CRM of alice")]
    [InlineData("{name} ({id})", "{id} {user} {name}", "{id} {user} {name} (abcdefgh)")]
    [InlineData("{name}{name}", "{na", "{na{na")]
    public void The_format_is_filled_in_once(string format, string name, string expected) =>
        Assert.Equal(expected, ConnectionName.Format(format, name, "alice", "abcdefgh"));

    [Fact]
    public void A_visitor_is_called_that() => Assert.Equal("visitor", ConnectionName.Format("{user}", "CRM", null, "abcdefgh"));

    [Fact]
    public void A_long_identifier_is_cut_between_characters()
    {
        Assert.Equal(new string('u', 128), ConnectionName.Format("{user}", "CRM", new string('u', 5000), "abcdefgh"));
        Assert.Equal(new string('u', 127) + "!", ConnectionName.Format("{user}!", "CRM", new string('u', 127) + "🦄🦄", "abcdefgh"));
    }
}

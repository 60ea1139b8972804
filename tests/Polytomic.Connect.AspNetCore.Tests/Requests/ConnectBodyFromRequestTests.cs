using Polytomic.Connect.AspNetCore.Requests;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

public class ConnectBodyFromRequestTests
{
    [Fact]
    public void The_application_may_ask_for_what_a_caller_may()
    {
        var body = ConnectBody.From(new ConnectRequest { Name = "x", Whitelist = ["b", "a", "b"], RedirectUrl = "https://x/", Dark = true });
        Assert.Equal(("x", "https://x/", (bool?)true), (body.Name, body.RedirectUrl, body.Dark));
        Assert.Equal(["b", "a"], body.Whitelist!);
        Assert.Equal("c", ConnectBody.From(new ConnectRequest { ConnectionId = "c" }).Connection);
    }

    [Fact]
    public void And_is_held_to_the_same_rules()
    {
        Assert.Contains("'name'", Refused(new ConnectRequest()).Message);
        Assert.Contains("'name'", Refused(new ConnectRequest { Name = "a\uD800" }).Message);
        Assert.Contains("'name'", Refused(new ConnectRequest { Name = "a\n" }).Message);
        Assert.Contains("'whitelist'", Refused(new ConnectRequest { Name = "a", Whitelist = [null!] }).Message);
        Assert.Contains("'whitelist' and 'type'", Refused(new ConnectRequest { Name = "a", Type = "t", Whitelist = ["w"] }).Message);
        Assert.Contains("'connection'", Refused(new ConnectRequest { ConnectionId = "a/b" }).Message);
    }

    private static PolytomicConnectException Refused(ConnectRequest request) => Assert.Throws<PolytomicConnectException>(() => ConnectBody.From(request));
}

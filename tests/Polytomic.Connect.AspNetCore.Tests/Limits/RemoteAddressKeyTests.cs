using System.Net;
using Polytomic.Connect.AspNetCore.Limits;

namespace Polytomic.Connect.AspNetCore.Tests.Limits;

public class RemoteAddressKeyTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("fe80::1%1", "fe80::1%2", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("0.0.0.0", "::", false)]
    [InlineData("32.1.13.184", "2001:db8::", false)]
    public void Counts_by_address_and_by_subscriber(string left, string right, bool same) =>
        Assert.Equal(same, RemoteAddressKey.Of(IPAddress.Parse(left)) == RemoteAddressKey.Of(IPAddress.Parse(right)));

    [Fact]
    public void Without_an_address_there_is_one_key_and_nobody_elses()
    {
        Assert.Equal(RemoteAddressKey.Of(null), RemoteAddressKey.Of(null));
        Assert.NotEqual(RemoteAddressKey.Of(null), RemoteAddressKey.Of(IPAddress.Any));
        Assert.NotEqual(RemoteAddressKey.Of(null), RemoteAddressKey.Of(IPAddress.IPv6Any));
    }

    [Fact]
    public void Kinds_of_keys_never_meet()
    {
        UInt128[] keys = [.. new[] { LimitKeyKind.User, LimitKeyKind.Visitor, LimitKeyKind.RemoteAddress }.Select(kind => LimitKey.Of(kind, "x")), LimitKey.Of(LimitKeyKind.User, "y"), LimitKey.Of(LimitKeyKind.User, new string('x', 1_000))];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(LimitKey.Of(LimitKeyKind.User, "x"), LimitKey.Of(LimitKeyKind.User, "x"u8));
    }
}

using System.Net;
using Polytomic.Connect.AspNetCore.Limits;
using Polytomic.Connect.AspNetCore.Users;

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
        UInt128[] keys = [UserKey.OfAddress("x"u8), UserKey.OfVisitor("x"u8), UserKey.OfClaim("type", "issuer", "x"), UserKey.OfClaim("typei", "ssuer", "x"), UserKey.OfClaim("type", "issuer", new string('x', 1_000))];

        Assert.Distinct(keys);
    }
}

using System.Net;
using System.Net.Sockets;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Limits;

/// <summary>Counts visitors without a cookie: by IPv4 address, or by the /64 that one IPv6 subscriber has to himself.</summary>
internal static class RemoteAddressKey
{
    private const int SubscriberPrefix = 8;

    /// <summary>Callers without an address (a Unix socket) share one key.</summary>
    public static UInt128 Of(IPAddress? address)
    {
        Span<byte> octets = stackalloc byte[16];
        var length = 0;
        if (address is not null)
        {
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            address.TryWriteBytes(octets, out length);
            length = address.AddressFamily == AddressFamily.InterNetworkV6 ? SubscriberPrefix : length;
        }

        // Four octets, eight or none: the lengths keep the families apart.
        return UserKey.OfAddress(octets[..length]);
    }
}

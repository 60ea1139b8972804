namespace Polytomic.Connect.AspNetCore.Limits;

internal static class RemoteAddressKey
{
    public static UInt128 Of(System.Net.IPAddress? address) => default;
}

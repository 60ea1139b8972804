using System.Net;
using System.Net.Sockets;

namespace MvcSample.Tests.Fixtures;

internal static class Ports
{
    /// <summary>A port that was free a moment ago. Kestrel cannot choose one itself for localhost, and PostgreSQL not at all.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

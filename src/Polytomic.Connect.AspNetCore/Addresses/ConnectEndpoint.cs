namespace Polytomic.Connect.AspNetCore.Addresses;

/// <summary>The endpoints that <c>MapPolytomicConnect</c> maps, as metadata and as addresses for links.</summary>
internal enum ConnectEndpoint
{
    Connect,
    Complete,
    Status,
    ConnectionTypes,
    Script,
    Stylesheet,
}

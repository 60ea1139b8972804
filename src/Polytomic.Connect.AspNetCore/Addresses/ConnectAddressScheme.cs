using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Polytomic.Connect.AspNetCore.Addresses;

/// <summary>
/// Finds the product's endpoints for links, in the order in which they were mapped: a link leads to the first one whose parameters are
/// known. Endpoint names would do, but a name that is mapped twice breaks the whole application.
/// </summary>
internal sealed class ConnectAddressScheme : IEndpointAddressScheme<ConnectEndpoint>, IDisposable
{
    private readonly EndpointDataSource _endpoints;
    private readonly IDisposable _changes;
    private volatile ILookup<ConnectEndpoint, Endpoint>? _found;

    public ConnectAddressScheme(EndpointDataSource endpoints)
    {
        _endpoints = endpoints;
        _changes = ChangeToken.OnChange(endpoints.GetChangeToken, () => _found = null);
    }

    public IEnumerable<Endpoint> FindEndpoints(ConnectEndpoint address) => (_found ??= Find())[address];

    public void Dispose() => _changes.Dispose();

    private ILookup<ConnectEndpoint, Endpoint> Find() => _endpoints.Endpoints
        .Where(endpoint => endpoint.Metadata.GetMetadata<ConnectEndpointMetadata>() is not null)
        .ToLookup(endpoint => endpoint.Metadata.GetRequiredMetadata<ConnectEndpointMetadata>().Endpoint);
}

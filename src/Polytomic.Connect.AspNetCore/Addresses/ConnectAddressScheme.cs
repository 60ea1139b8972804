using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Polytomic.Connect.AspNetCore.Addresses;

/// <summary>
/// Finds the product's endpoints for links. Endpoint names would do, but a name that is mapped twice breaks the whole application;
/// here the first one mapped counts.
/// </summary>
internal sealed class ConnectAddressScheme : IEndpointAddressScheme<ConnectEndpoint>, IDisposable
{
    private readonly EndpointDataSource _endpoints;
    private readonly IDisposable _changes;
    private volatile Endpoint[]?[]? _found;

    public ConnectAddressScheme(EndpointDataSource endpoints)
    {
        _endpoints = endpoints;
        _changes = ChangeToken.OnChange(endpoints.GetChangeToken, () => _found = null);
    }

    public IEnumerable<Endpoint> FindEndpoints(ConnectEndpoint address) => (_found ??= Find())[(int)address] ?? [];

    public void Dispose() => _changes.Dispose();

    private Endpoint[]?[] Find()
    {
        var found = new Endpoint[Enum.GetValues<ConnectEndpoint>().Length][];
        foreach (var endpoint in _endpoints.Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<ConnectEndpointMetadata>() is { Endpoint: var kind })
            {
                found[(int)kind] ??= [endpoint];
            }
        }

        return found;
    }
}

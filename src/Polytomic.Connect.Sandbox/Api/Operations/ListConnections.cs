using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Connections;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Every connection that the key may see.</summary>
internal sealed class ListConnections(ConnectionStore store, ConnectionResource resource) : IApiOperation
{
    public string Method => "GET";

    public string Path => "connections";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken) => Task.FromResult(ApiAnswer.Data(
        new JsonArray([.. store.List(call.Account.OrganizationId).Select(c => resource.Connection(c, call.Account, call.Urls))])));
}

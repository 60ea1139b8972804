using Polytomic.Connect.Sandbox.Connections;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>One connection.</summary>
internal sealed class GetConnection(ConnectionStore store, ConnectionResource resource) : IApiOperation
{
    public string Method => "GET";

    public string Path => "connections/{id}";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var connection = store.Find(call.Account.OrganizationId, call.ConnectionId) ?? throw ApiError.NotFound("Connection");
        return Task.FromResult(ApiAnswer.Data(resource.Connection(connection, call.Account, call.Urls)));
    }
}

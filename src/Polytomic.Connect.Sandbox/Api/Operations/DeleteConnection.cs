using Polytomic.Connect.Sandbox.Connections;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Takes a connection away.</summary>
internal sealed class DeleteConnection(ConnectionStore store) : IApiOperation
{
    public string Method => "DELETE";

    public string Path => "connections/{id}";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken) => store.Remove(call.Account.OrganizationId, call.ConnectionId)
        ? Task.FromResult(ApiAnswer.NoContent())
        : throw ApiError.NotFound("Connection");
}

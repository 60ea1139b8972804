using Polytomic.Connect.Sandbox.Catalogue;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>The schema of one connection type's configuration.</summary>
internal sealed class GetConnectionType(ConnectionTypes types) : IApiOperation
{
    public string Method => "GET";

    public string Path => "connection_types/{id}";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken) => types.TryGet(call.Id!, out var type)
        ? Task.FromResult(ApiAnswer.Raw(type.RawSchema))
        : throw ApiError.NotFound("Connection type");
}

using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Changes what is named and leaves the rest.</summary>
internal sealed class UpdateConnection(ConnectionChange change) : IApiOperation
{
    public string Method => "PATCH";

    public string Path => "connections/{id}";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken) => change.ApplyAsync(call, Secrets.Overlay, cancellationToken);
}

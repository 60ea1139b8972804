using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Replaces name and configuration as the official SDKs do: what is left out is cleared, a masked secret stays.</summary>
internal sealed class ReplaceConnection(ConnectionChange change) : IApiOperation
{
    public string Method => "PUT";

    public string Path => "connections/{id}";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken)
    {
        _ = call.RequiredString("name");
        _ = call.OptionalObject("configuration") ?? throw ApiError.Invalid("configuration", "is required");
        return change.ApplyAsync(call, Secrets.Unmask, cancellationToken);
    }
}

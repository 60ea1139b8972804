using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Every connection type.</summary>
internal sealed class ListConnectionTypes(ConnectionTypes types) : IApiOperation
{
    public string Method => "GET";

    public string Path => "connection_types";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken) =>
        Task.FromResult(ApiAnswer.Data(new JsonArray([.. types.All.Select(t => ConnectionResource.Type(t, call.Urls))])));
}

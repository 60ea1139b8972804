using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Whose key it is.</summary>
internal sealed class GetMe : IApiOperation
{
    public string Method => "GET";

    public string Path => "me";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken) => Task.FromResult(ApiAnswer.Data(new JsonObject
    {
        ["id"] = call.Account.Id.ToString(),
        ["organization_id"] = call.Account.OrganizationId.ToString(),
        ["organization_name"] = call.Account.OrganizationName,
        ["is_user"] = false,
        ["is_organization"] = true,
        ["is_partner"] = false,
        ["is_system"] = false,
    }));
}

using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Schemas;
using Polytomic.Connect.Sandbox.Testers;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Tries a configuration without saving it.</summary>
internal sealed class TestConnection(ConnectionTypes types, ConnectionStore store, ConnectionTests tests) : IApiOperation
{
    public string Method => "POST";

    public string Path => "connections/test";

    public async Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var type = Rules.Type(types, call);
        var configuration = call.OptionalObject("configuration") ?? throw ApiError.Invalid("configuration", "is required");
        if (call.OptionalId("connection_id") is { } id)
        {
            var stored = store.Find(call.Account.OrganizationId, id) ?? throw ApiError.NotFound("Connection");
            configuration = Secrets.Overlay(type.Schema, configuration, stored.Configuration);
        }

        Rules.Configuration(type, configuration);
        await Rules.TestAsync(tests, type, configuration, status: 400, cancellationToken);
        return ApiAnswer.Data(new JsonObject { ["status"] = "healthy" });
    }
}

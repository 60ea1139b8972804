using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Schemas;
using Polytomic.Connect.Sandbox.Testers;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Changes a connection; a secret that is left out or masked stays as it is.</summary>
internal sealed class UpdateConnection(ConnectionTypes types, ConnectionStore store, ConnectionResource resource, ConnectionTests tests) : IApiOperation
{
    public string Method => "PATCH";

    public string Path => "connections/{id}";

    public async Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var old = store.Find(call.Account.OrganizationId, call.ConnectionId) ?? throw ApiError.NotFound("Connection");
        var name = call.Body.ContainsKey("name") ? Rules.Name(call) : old.Name;
        var configuration = old.Configuration;
        if (call.OptionalObject("configuration") is { } given && types.TryGet(old.Type, out var type))
        {
            configuration = Secrets.Merge(type.Schema, given, old.Configuration);
            Rules.Configuration(type, configuration);
            if (call.OptionalBoolean("validate") != false)
            {
                await Rules.TestAsync(tests, type, configuration, cancellationToken);
            }
        }

        if (store.IsNameTaken(old.OrganizationId, name, old.Id))
        {
            throw ApiError.NameTaken(name);
        }

        var changed = store.Update(old.Owner, old.Id, c => c with { Name = name, Configuration = configuration }) ?? throw ApiError.NotFound("Connection");
        return ApiAnswer.Data(resource.Connection(changed, call.Account, call.Urls));
    }
}

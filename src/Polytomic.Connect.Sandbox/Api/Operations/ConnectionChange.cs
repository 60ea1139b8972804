using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.OAuth;
using Polytomic.Connect.Sandbox.Schemas;
using Polytomic.Connect.Sandbox.Testers;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>What update and replace have in common; they differ in how a new configuration meets the stored one.</summary>
internal sealed class ConnectionChange(ConnectionTypes types, ConnectionStore store, ConnectionResource resource, ConnectionTests tests, OAuthFlow oauth)
{
    public async Task<ApiAnswer> ApplyAsync(ApiCall call, Func<Schema, JsonObject, JsonObject, JsonObject> combine, CancellationToken cancellationToken)
    {
        var old = store.Find(call.Account.OrganizationId, call.ConnectionId) ?? throw ApiError.NotFound("Connection");
        var name = call.Body.ContainsKey("name") ? Rules.Name(call) : old.Name;
        if (call.OptionalString("type") is { } type && type != old.Type)
        {
            throw ApiError.Invalid("type", "of a connection cannot be changed");
        }

        types.TryGet(old.Type, out var known);
        var configuration = old.Configuration;
        if (call.OptionalObject("configuration") is { } given && known is not null)
        {
            configuration = combine(known.Schema, given, old.Configuration);
            Rules.Configuration(known, configuration);
            if (call.OptionalBoolean("validate") != false)
            {
                await Rules.TestAsync(tests, known, configuration, status: 422, cancellationToken);
            }
        }

        if (store.IsNameTaken(old.OrganizationId, name, old.Id))
        {
            throw ApiError.NameTaken(name);
        }

        var changed = store.Update(old.Owner, old.Id, c => c with { Name = name, Configuration = configuration }) ?? throw ApiError.NotFound("Connection");
        var answer = resource.Connection(changed, call.Account, call.Urls);
        if (call.OptionalBoolean("reconnect") == true && known is { UsesOAuth: true })
        {
            answer["auth_url"] = call.Urls.Origin + oauth.StartForConnection(changed, returnUrl: null, call.Urls);
        }

        return ApiAnswer.Data(answer);
    }
}

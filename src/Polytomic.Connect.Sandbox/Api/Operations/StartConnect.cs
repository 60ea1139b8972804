using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Schemas;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Starts a Connect session: the call behind embedded authentication.</summary>
internal sealed class StartConnect(ConnectionTypes types, ConnectionStore store, ConnectSessions sessions) : IApiOperation
{
    public string Method => "POST";

    public string Path => "connections/connect";

    public Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var session = sessions.Start(call.Account.OrganizationId, Order(call));
        return Task.FromResult(ApiAnswer.Data(new JsonObject
        {
            ["redirect_url"] = call.Urls.Origin + call.Urls.Connect(session.Token),
            ["token"] = session.Token,
        }));
    }

    private ConnectOrder Order(ApiCall call)
    {
        var redirectUrl = Rules.RedirectUrl(call.RequiredString("redirect_url"));
        var organization = call.OptionalId("organization_id") ?? call.Account.OrganizationId;
        var dark = call.OptionalBoolean("dark");
        if (call.OptionalId("connection") is { } id)
        {
            // The connection keeps its name and its type.
            var connection = store.Find(call.Account.OrganizationId, id) ?? throw ApiError.NotFound("Connection");
            return new ConnectOrder(connection.OrganizationId, connection.Name, redirectUrl, [connection.Type], id, dark);
        }

        var name = Rules.Name(call);
        if (store.IsNameTaken(organization, name))
        {
            throw ApiError.NameTaken(name);
        }

        return new ConnectOrder(organization, name, redirectUrl, Types(call), ConnectionId: null, dark);
    }

    private List<string> Types(ApiCall call)
    {
        if (!string.IsNullOrEmpty(call.OptionalString("type")))
        {
            return [Rules.Type(types, call).Id];
        }

        var whitelist = call.Body["whitelist"];
        if (whitelist is null)
        {
            return [.. types.All.Select(t => t.Id)];
        }

        if (whitelist is not JsonArray list || list.Any(i => JsonNodes.String(i) is null))
        {
            throw ApiError.Invalid("whitelist", "must be a list of connection type ids");
        }

        var asked = list.Select(i => JsonNodes.String(i)!).ToHashSet(StringComparer.Ordinal);
        if (asked.Count == 0)
        {
            return [.. types.All.Select(t => t.Id)];
        }

        var known = types.All.Where(t => asked.Contains(t.Id)).Select(t => t.Id).ToList();
        return known.Count > 0 ? known : throw ApiError.Invalid("whitelist", "names no connection type that exists");
    }
}

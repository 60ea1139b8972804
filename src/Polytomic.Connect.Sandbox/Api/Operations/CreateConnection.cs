using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.OAuth;
using Polytomic.Connect.Sandbox.Testers;

namespace Polytomic.Connect.Sandbox.Api.Operations;

/// <summary>Makes a connection; of an OAuth type it stays unsaved until somebody consents at <c>auth_url</c>.</summary>
internal sealed class CreateConnection(ConnectionTypes types, ConnectionStore store, ConnectionResource resource, ConnectionTests tests, OAuthFlow oauth) : IApiOperation
{
    public string Method => "POST";

    public string Path => "connections";

    public async Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var name = Rules.Name(call);
        var type = Rules.Type(types, call);
        var configuration = (JsonObject?)call.OptionalObject("configuration")?.DeepClone() ?? [];
        var organization = call.OptionalId("organization_id") ?? call.Account.OrganizationId;
        var redirectUrl = call.OptionalString("redirect_url");
        if (redirectUrl is not null)
        {
            Rules.RedirectUrl(redirectUrl);
        }

        Rules.Configuration(type, configuration);
        if (store.IsNameTaken(organization, name))
        {
            throw ApiError.NameTaken(name);
        }

        var needsConsent = type.UsesOAuth && !OAuthFlow.HasTokens(configuration);
        if (!needsConsent && call.OptionalBoolean("validate") != false)
        {
            await Rules.TestAsync(tests, type, configuration, status: 422, cancellationToken);
        }

        var connection = store.Add(call.Account.OrganizationId, organization, name, type.Id, configuration, saved: !needsConsent)
            ?? throw ApiError.NameTaken(name);
        var answer = resource.Connection(connection, call.Account, call.Urls);
        if (needsConsent)
        {
            answer["auth_url"] = call.Urls.Origin + oauth.StartForConnection(connection, redirectUrl, call.Urls);
        }

        return ApiAnswer.Data(answer);
    }
}

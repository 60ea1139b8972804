using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.Sandbox.OAuth;

/// <summary>An authorization request, as RFC 6749 and RFC 7636 name its parameters.</summary>
internal sealed record AuthorizationRequest(string ClientId, string RedirectUri, string State, string CodeChallenge)
{
    /// <summary>The request, or null when it is not one that the provider serves.</summary>
    public static AuthorizationRequest? From(IQueryCollection query, string expectedClientId, string expectedRedirectUri)
    {
        var request = new AuthorizationRequest(query["client_id"].ToString(), query["redirect_uri"].ToString(), query["state"].ToString(), query["code_challenge"].ToString());
        return query["response_type"] == "code"
            && query["code_challenge_method"] == "S256"
            && request.ClientId == expectedClientId
            && request.RedirectUri == expectedRedirectUri
            && request.State.Length > 0
            && request.CodeChallenge.Length > 0
            ? request
            : null;
    }
}

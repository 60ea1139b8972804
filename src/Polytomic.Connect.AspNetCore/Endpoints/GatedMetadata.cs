using Microsoft.AspNetCore.Authorization;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>
/// Keeps the app's authorization middleware away from an endpoint: it would answer with a redirect to a login page, or throw in an app
/// without authentication. <see cref="EndpointAuthorization"/> asks the same policies, and answers in JSON.
/// </summary>
internal sealed class GatedMetadata : IAllowAnonymous
{
    public static readonly GatedMetadata Instance = new();
}

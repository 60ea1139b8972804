using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Answers what browsers ask before a page of an allowed origin may call. Others get no permission, and no explanation.</summary>
internal sealed class PreflightEndpoint(CurrentSettings settings)
{
    public Task HandleAsync(HttpContext context)
    {
        var caller = CrossSite.Classify(context, settings.Value);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
        if (caller is Caller.Allowed)
        {
            var headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
            headers.AccessControlAllowCredentials = "true";
            headers.AccessControlAllowMethods = "GET, POST";
            headers.AccessControlAllowHeaders = "Authorization, Content-Type, Idempotency-Key";
            headers.AccessControlMaxAge = "600";
        }

        return Task.CompletedTask;
    }
}

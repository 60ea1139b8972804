using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Sends a person on, always with a GET.</summary>
internal static class SeeOtherAnswer
{
    public static void Write(HttpContext context, string location)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = location;
    }
}

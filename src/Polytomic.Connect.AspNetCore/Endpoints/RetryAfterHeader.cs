using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Says in whole seconds when another try makes sense, where that is known.</summary>
internal static class RetryAfterHeader
{
    public static void Write(HttpResponse response, PolytomicConnectException refusal)
    {
        if (refusal.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }
}

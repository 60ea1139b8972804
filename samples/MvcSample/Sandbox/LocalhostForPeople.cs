using System.Net;

namespace MvcSample.Sandbox;

/// <summary>
/// Sends people who typed 127.0.0.1 to localhost: the address in numbers belongs to the sandbox's modal, and app and modal are to be two sites.
/// </summary>
internal sealed class LocalhostForPeople(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IPAddress.TryParse(request.Host.Host, out var address) && IPAddress.IsLoopback(address)
            && HttpMethods.IsGet(request.Method)
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments(LocalSandbox.Path))
        {
            var host = request.Host.Port is { } port ? new HostString("localhost", port) : new HostString("localhost");
            context.Response.Redirect($"{request.Scheme}://{host.ToUriComponent()}{request.PathBase}{request.Path}{request.QueryString}");
            return Task.CompletedTask;
        }

        return next(context);
    }
}

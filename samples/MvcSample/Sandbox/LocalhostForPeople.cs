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

        // The header as it came: Request.Host decodes international names, and throws where it cannot.
        var asked = new HostString(request.Headers.Host.ToString());
        if (IPAddress.TryParse(asked.Host, out var address) && IPAddress.IsLoopback(address)
            && HttpMethods.IsGet(request.Method)
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments(LocalSandbox.Path))
        {
            var host = asked.Port is { } port ? new HostString("localhost", port) : new HostString("localhost");
            context.Response.Redirect($"{request.Scheme}://{host.ToUriComponent()}{request.PathBase}{request.Path}{request.QueryString}");
            return Task.CompletedTask;
        }

        return next(context);
    }
}

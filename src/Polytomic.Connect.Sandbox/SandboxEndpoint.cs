using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Polytomic.Connect.Sandbox.Api;
using Polytomic.Connect.Sandbox.Assets;
using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Modal;
using Polytomic.Connect.Sandbox.OAuth;
using Polytomic.Connect.Sandbox.Overview;

namespace Polytomic.Connect.Sandbox;

/// <summary>Takes a request below the sandbox's prefix to where it is handled.</summary>
internal sealed class SandboxEndpoint(ApiEndpoint api, ConnectPages connect, OAuthPages oauth, OverviewPage overview, IHostEnvironment environment, IOptions<PolytomicSandboxOptions> options)
{
    public async Task HandleAsync(HttpContext context)
    {
        var rest = context.Request.RouteValues["path"] as string ?? "";
        var urls = SandboxUrls.Of(context.Request, rest);
        var path = rest.TrimEnd('/');
        if (path == "api" || path.StartsWith("api/", StringComparison.Ordinal))
        {
            await api.HandleAsync(context, path["api".Length..], urls);
            return;
        }

        var method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        switch (method, path.Split('/'))
        {
            case ("GET", [""]) when environment.IsDevelopment():
                await PageWriter.WriteAsync(context, urls, overview.Render(urls));
                break;
            case ("GET", ["connect"]):
                await connect.ShowAsync(context, urls);
                break;
            case ("POST", ["connect"]):
                await connect.SubmitAsync(context, urls);
                break;
            case ("GET", ["connect", "done"]):
                await connect.ShowDoneAsync(context, urls);
                break;
            case ("GET", ["oauth", "callback"]):
                await oauth.CallbackAsync(context, urls);
                break;
            case ("GET", ["oauth", var type, "authorize"]):
                await oauth.ShowConsentAsync(context, urls, type);
                break;
            case ("POST", ["oauth", var type, "authorize"]):
                await oauth.DecideAsync(context, urls, type);
                break;
            case ("GET", ["assets", ..]) when await StaticAssets.TryWriteAsync(context, path["assets/".Length..]):
                break;
            default:
                await PageWriter.WriteAsync(context, urls, MessagePage.Render(404, "There is nothing here", "The address is not one of the sandbox's.", options.Value.AppName!));
                break;
        }
    }
}

using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>YARP, forwarding the same request to the same upstream with the key added: what people put there who want a proxy.</summary>
internal static class YarpHost
{
    public static Action<WebApplication> Add(WebApplicationBuilder builder, Action<WebApplicationBuilder>? signIn)
    {
        signIn?.Invoke(builder);
        builder.Services.AddAuthorization();
        builder.Services.AddReverseProxy()
            .LoadFromMemory(
                [
                    new RouteConfig
                    {
                        RouteId = "connect",
                        ClusterId = "polytomic",
                        AuthorizationPolicy = signIn is null ? null : "default",
                        Match = new RouteMatch { Path = "/_/api/connections/connect", Methods = ["POST"] },
                    },
                ],
                [
                    new ClusterConfig
                    {
                        ClusterId = "polytomic",
                        Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = PerfHost.Upstream } },
                    },
                ])
            .AddTransforms(transforms => transforms
                .AddPathSet("/api/connections/connect")
                .AddRequestHeader("Authorization", "Bearer token-of-the-load-test", append: false)
                .AddRequestHeader("X-Polytomic-Version", "2025-09-18", append: false));
        return app =>
        {
            if (signIn is not null)
            {
                CookieUser.MapSignIn(app);
            }

            app.MapReverseProxy();
        };
    }
}

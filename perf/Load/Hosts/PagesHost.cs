using Polytomic.Connect.AspNetCore;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>The product's answers beside a MapGet that returns the same bytes.</summary>
internal static class PagesHost
{
    public static Action<WebApplication> Add(WebApplicationBuilder builder)
    {
        var map = OursHost.Add(builder, StubUser.Add);
        return app =>
        {
            map(app);
            app.MapGet("/perf/start", async (IPolytomicConnect connect) =>
                (await connect.StartAsync(StubUser.Alice, new ConnectRequest { Name = "Load", Type = "hubspot" })).Session);
            SameBytes.Map(app);
        };
    }
}

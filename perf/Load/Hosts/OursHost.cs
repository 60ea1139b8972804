using System.Globalization;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>The product as an app would use it: default options, one policy, and a limit that the load does not reach.</summary>
internal static class OursHost
{
    /// <param name="builder">The app.</param>
    /// <param name="signIn">How users sign in; null where a middleware says who it is, without the framework's authentication.</param>
    public static Action<WebApplication> Add(WebApplicationBuilder builder, Action<WebApplicationBuilder>? signIn)
    {
        signIn?.Invoke(builder);
        Configure(builder);
        builder.Services.AddPolytomicConnect();
        return app =>
        {
            if (signIn is null)
            {
                app.Use((http, next) =>
                {
                    http.User = StubUser.Alice;
                    return next(http);
                });
            }

            if (signIn == CookieUser.Add)
            {
                CookieUser.MapSignIn(app);
            }

            app.MapPolytomicConnect();
        };
    }

    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PolytomicConnect:Token"] = "token-of-the-load-test",
            ["PolytomicConnect:BaseUrl"] = PerfHost.Upstream,
            ["PolytomicConnect:ModalOrigins:0"] = "https://app.polytomic.com",
            ["PolytomicConnect:RateLimit:PermitLimit"] = "1000000000",
            ["PolytomicConnect:Policies:Marketing:Roles:0"] = "marketing",
            ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "hubspot",
            ["PolytomicConnect:Policies:Marketing:Integrations:1"] = "salesforce",
        });

        // More policies, each with conditions of its own, of which this user meets none.
        var more = int.Parse(Environment.GetEnvironmentVariable("PERF_POLICIES") ?? "1", CultureInfo.InvariantCulture) - 1;
        builder.Configuration.AddInMemoryCollection(Enumerable.Range(0, more).SelectMany(i => new KeyValuePair<string, string?>[]
        {
            new($"PolytomicConnect:Policies:Team{i}:Roles:0", $"team{i}"),
            new($"PolytomicConnect:Policies:Team{i}:Claims:0:Type", "plan"),
            new($"PolytomicConnect:Policies:Team{i}:Claims:0:Values:0", "pro"),
            new($"PolytomicConnect:Policies:Team{i}:Integrations:0", $"integration{i}"),
        }));
    }
}

namespace Polytomic.Connect.Load.Hosts;

/// <summary>Starts one of the servers that are compared, all on the same Kestrel without logs.</summary>
internal static class PerfHost
{
    /// <summary>Where nginx answers as Polytomic.</summary>
    public static string Upstream => Environment.GetEnvironmentVariable("PERF_UPSTREAM") ?? "http://127.0.0.1:5900";

    public static async Task RunAsync(string kind, string port)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:" + port);
        Action<WebApplication> map = kind switch
        {
            "ours" => OursHost.Add(builder, StubUser.Add),
            "ours-principal" => OursHost.Add(builder, null),
            "ours-cookie" => OursHost.Add(builder, CookieUser.Add),
            "yarp" => YarpHost.Add(builder, null),
            "yarp-cookie" => YarpHost.Add(builder, CookieUser.Add),
            "minimal" => MinimalHost.Add(builder),
            "relay" => RelayHost.Add(builder, isSealed: false),
            "relay-sealed" => RelayHost.Add(builder, isSealed: true),
            ['f', 'l', 'o', 'o', 'r', ..] => FloorHost.Add(builder, kind),
            "upstream" => UpstreamHost.Add(),
            "pages" => PagesHost.Add(builder),
            "mvc" => EmptyMvcHost.Add(builder, withUs: false),
            "mvc-ours" => EmptyMvcHost.Add(builder, withUs: true),
            _ => throw new ArgumentException($"There is no host '{kind}'.", nameof(kind)),
        };
        var app = builder.Build();
        Counters.Map(app);
        map(app);
        await app.RunAsync();
    }
}

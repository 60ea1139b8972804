namespace MvcSample.Sandbox;

/// <summary>Stands in for Polytomic on the app's own port, so that the sample runs without an account.</summary>
internal static class LocalSandbox
{
    /// <summary>Where the sandbox is mapped.</summary>
    public const string Path = "/polytomic";

    private const string Token = "sandbox-token";
    private const string CustomerToken = "northwind-sandbox-token";

    /// <summary>Adds the sandbox, unless the configuration names an address or a key: then that server is used, and no other.</summary>
    public static bool AddWhenNothingElseIsConfigured(WebApplicationBuilder builder, DirectoryInfo data)
    {
        var connect = builder.Configuration.GetSection("PolytomicConnect");
        if (connect["BaseUrl"] is not null || connect["Token"] is not null)
        {
            return false;
        }

        builder.Services.AddPolytomicSandbox(options =>
        {
            options.AppName ??= "Meridian";
            options.DataPath ??= System.IO.Path.Combine(data.FullName, "sandbox.json");
            options.Tokens = [Token, CustomerToken];
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            // The app is on localhost, its modal on 127.0.0.1: two sites for a browser, as with Polytomic itself.
            ["PolytomicConnect:BaseUrl"] = $"http://127.0.0.1:{HttpPort(builder.Configuration)}{Path}",
            ["PolytomicConnect:Token"] = Token,
            ["Customers:northwind:Token"] = CustomerToken,
        });
        return true;
    }

    private static int HttpPort(IConfiguration configuration)
    {
        var urls = (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ports = (configuration[WebHostDefaults.HttpPortsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Concat(ports.Select(port => $"http://*:{port}"))
            .Select(BindingAddress.Parse)
            .FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttp)?.Port ?? 5000;
    }
}

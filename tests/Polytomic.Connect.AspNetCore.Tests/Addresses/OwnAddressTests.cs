using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Endpoints;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Addresses;

/// <summary>Where the app is, as browsers see it: in the address that Polytomic sends people back to, and in the check of <c>Origin</c>.</summary>
public class OwnAddressTests
{
    [Fact]
    public async Task A_path_base_is_part_of_the_way_back()
    {
        await using var app = await ConnectApp.StartAsync(pipeline: app => app.UsePathBase("/shop").UseRouting().UseAuthentication().UseAuthorization());

        Assert.StartsWith("https://app.example/shop/_/api/connect_complete?state=", await WayBackAsync(app, "/shop" + Ask.Connect), StringComparison.Ordinal);
        Assert.StartsWith("https://app.example/_/api/connect_complete?state=", await WayBackAsync(app, Ask.Connect), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://public.example")]
    [InlineData("https://public.example/")]
    [InlineData("HTTPS://PUBLIC.EXAMPLE:443/")]
    public async Task A_public_origin_counts_for_the_way_back_and_for_the_origin(string publicOrigin)
    {
        await using var app = await ConnectApp.StartAsync(Settings(publicOrigin));

        Assert.StartsWith("https://public.example/_/api/connect_complete?state=", await WayBackAsync(app, Ask.Connect, ("Origin", "https://public.example")), StringComparison.Ordinal);
        await ConnectApp.AssertRefusedAsync(await app.SendAsync("POST", Ask.Connect, "alice", [("Origin", "https://app.example")]), 403, "cross_site_request");
    }

    [Fact]
    public async Task A_public_origin_may_carry_the_path_that_a_proxy_takes_off()
    {
        await using var app = await ConnectApp.StartAsync(Settings("https://public.example/portal/"));

        Assert.StartsWith("https://public.example/portal/_/api/connect_complete?state=", await WayBackAsync(app, Ask.Connect), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwarded_headers_are_honoured_where_the_app_honours_them()
    {
        await using var app = await ConnectApp.StartAsync(
            builder: builder => builder.Services.Configure<ForwardedHeadersOptions>(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto;
                options.KnownProxies.Clear();
            }),
            pipeline: app => app.UseForwardedHeaders().UseRouting().UseAuthentication().UseAuthorization());

        var wayBack = await WayBackAsync(
            app, Ask.Connect, ("Origin", "https://public.example:8443"), ("X-Forwarded-Host", "public.example:8443"), ("X-Forwarded-Proto", "https"));

        Assert.StartsWith("https://public.example:8443/_/api/connect_complete?state=", wayBack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwarded_headers_mean_nothing_where_it_does_not()
    {
        await using var app = await ConnectApp.StartAsync();

        Assert.StartsWith("https://app.example/", await WayBackAsync(app, Ask.Connect, ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "http")), StringComparison.Ordinal);
        using var foreign = await app.SendAsync("POST", Ask.Connect, "alice", [("Origin", "https://evil.example"), ("X-Forwarded-Host", "evil.example")]);
        await ConnectApp.AssertRefusedAsync(foreign, 403, "cross_site_request");
    }

    [Theory]
    [InlineData("https://256.256.256.256")]
    [InlineData("https://1.2.3.0x1ff")]
    public async Task A_host_that_no_browser_accepts_is_the_callers_mistake(string address)
    {
        await using var app = await ConnectApp.StartAsync();

        using var response = await app.SendAsync("POST", Ask.Connect, "alice", [("Host", new Uri(address).OriginalString["https://".Length..])]);

        await ConnectApp.AssertRefusedAsync(response, 400, "invalid_request");
        Assert.Empty(app.Polytomic.Starts);
    }

    [Theory]
    [InlineData("xn--a", "https://xn--a")]
    [InlineData("evil.example/x", null)]
    [InlineData("evil.example?x", null)]
    [InlineData("a@evil.example", null)]
    [InlineData("APP.example:8443", "https://app.example:8443")]
    [InlineData("xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example")]
    public async Task A_host_is_read_as_browsers_read_it_and_never_throws(string host, string? expected)
    {
        await using var app = await ConnectApp.StartAsync();
        var context = new DefaultHttpContext();
        context.Request.Scheme = "https";
        context.Request.Headers.Host = host;

        var isKnown = ConnectAddresses.TryGetOrigin(context, app.Services.GetRequiredService<CurrentSettings>().Value, out var origin);

        Assert.Equal((expected is not null, expected), (isKnown, origin));
    }

    [Theory]
    [InlineData("/integrations", "/integrations")]
    [InlineData("/integrations/", "/integrations")]
    [InlineData("integrations", "/integrations")]
    [InlineData("/a/b/c", "/a/b/c")]
    [InlineData("/", "")]
    [InlineData("", "")]
    public async Task Any_prefix_will_do(string prefix, string path)
    {
        await using var app = await ConnectApp.StartAsync(map: app => app.MapPolytomicConnect(prefix));

        Assert.StartsWith($"https://app.example{path}/connect_complete?state=", await WayBackAsync(app, path + "/connections/connect"), StringComparison.Ordinal);
        Assert.StartsWith($"https://app.example{path}/connect_complete?state=", await WayBackAsync(app, path + "/connections/connect/"), StringComparison.Ordinal);
        foreach (var file in (string[])["/connect.js", "/connect.css"])
        {
            using var response = await app.SendAsync("GET", path + file);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_prefix_may_have_parameters()
    {
        await using var app = await ConnectApp.StartAsync(map: app => app.MapGroup("/t/{tenant}").MapPolytomicConnect());

        Assert.StartsWith("https://app.example/t/acme/_/api/connect_complete?state=", await WayBackAsync(app, "/t/acme" + Ask.Connect), StringComparison.Ordinal);
        Assert.StartsWith("https://app.example/t/a%20b/_/api/connect_complete?state=", await WayBackAsync(app, "/t/a%20b" + Ask.Connect), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapped_twice_links_lead_to_the_first()
    {
        await using var app = await ConnectApp.StartAsync(map: app =>
        {
            app.MapPolytomicConnect("/one");
            app.MapPolytomicConnect("/two");
        });

        Assert.StartsWith("https://app.example/one/connect_complete?state=", await WayBackAsync(app, "/one/connections/connect"), StringComparison.Ordinal);
        Assert.StartsWith("https://app.example/one/connect_complete?state=", await WayBackAsync(app, "/two/connections/connect"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapped_twice_links_lead_to_the_first_whose_parameters_are_known()
    {
        await using var app = await ConnectApp.StartAsync(map: app =>
        {
            app.MapGroup("/t/{tenant}").MapPolytomicConnect();
            app.MapPolytomicConnect();
        });

        Assert.StartsWith("https://app.example/t/acme/_/api/connect_complete", await WayBackAsync(app, "/t/acme" + Ask.Connect), StringComparison.Ordinal);
        Assert.StartsWith("https://app.example/_/api/connect_complete", await WayBackAsync(app, Ask.Connect), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_apps_own_style_of_links_does_not_break_ours()
    {
        await using var app = await ConnectApp.StartAsync(
            builder: builder => builder.Services.Configure<RouteOptions>(options => (options.AppendTrailingSlash, options.LowercaseUrls) = (true, true)),
            map: app =>
            {
                app.MapPolytomicConnect();
                app.MapGet("/page", async (HttpContext context, IServiceProvider services) =>
                {
                    var button = await services.GetRequiredService<ConnectButtons>().PrepareAsync(context, new ConnectRequest { Name = "x" });
                    return button.Action + " " + button.Prefix;
                });
            });

        Assert.StartsWith("https://app.example/_/api/connect_complete?state=", await WayBackAsync(app, Ask.Connect), StringComparison.Ordinal);
        using var page = await app.SendAsync("GET", "/page", "alice");
        Assert.Equal("/_/api/connections/connect /_/api", await page.TextAsync());
    }

    private static Dictionary<string, string?> Settings(string publicOrigin) => new()
    {
        ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
        ["PolytomicConnect:PublicOrigin"] = publicOrigin,
    };

    /// <summary>The address that Polytomic is told to send the user back to.</summary>
    private static async Task<string> WayBackAsync(ConnectApp app, string path, params (string, string)[] headers)
    {
        using var response = await app.SendAsync("POST", path, "alice", headers);
        Assert.True(response.IsSuccessStatusCode, await response.TextAsync());
        return app.Polytomic.Starts[^1].Json["redirect_url"]!.GetValue<string>();
    }
}

using System.Net.Http.Headers;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>
/// What the framework alone costs for the job, one thing after the other: an endpoint that answers; a user; authorization; a limit for each
/// user; one seal; a call upstream. Nothing is read, checked, decided or written anew.
/// </summary>
internal static class FloorHost
{
    public static readonly string[] Steps = ["floor-endpoint", "floor-user", "floor-authorization", "floor-limit", "floor-seal", "floor"];

    private static readonly byte[] _answer = """{"data":{"redirect_url":"https://app.polytomic.com/connect?token=6a4f1c7e9b2d48f0a3c5e7d9b1f2a4c6&embed=1"}}"""u8.ToArray();
    private static readonly MediaTypeHeaderValue _json = new("application/json");

    public static Action<WebApplication> Add(WebApplicationBuilder builder, string kind)
    {
        var step = Array.IndexOf(Steps, kind);
        builder.Services.AddDataProtection();
        if (step >= 1)
        {
            StubUser.Add(builder);
        }

        if (step >= 2)
        {
            builder.Services.AddAuthorization();
        }

        if (step >= 3)
        {
            builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                RateLimitPartition.GetFixedWindowLimiter(
                    http.User.Identity?.Name ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = 1_000_000_000, Window = TimeSpan.FromMinutes(1) })));
        }

        return app => Map(app, step);
    }

    private static void Map(WebApplication app, int step)
    {
        if (step >= 3)
        {
            app.UseRateLimiter();
        }

        var protector = step >= 4 ? app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Load") : null;
        var upstream = step >= 5 ? new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) : null;
        var address = new Uri(PerfHost.Upstream + "/api/connections/connect");
        var key = new AuthenticationHeaderValue("Bearer", "token-of-the-load-test");
        var endpoint = app.MapPost("/_/api/connections/connect", async (HttpContext http) =>
        {
            if (protector is not null)
            {
                http.Response.Headers["X-Session"] = WebEncoders.Base64UrlEncode(protector.Protect(new byte[110]));
            }

            http.Response.ContentType = "application/json";
            if (upstream is null)
            {
                http.Response.ContentLength = _answer.Length;
                await http.Response.Body.WriteAsync(_answer, http.RequestAborted);
                return;
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StreamContent(http.Request.Body) };
            request.Content.Headers.ContentType = _json;
            request.Content.Headers.ContentLength = http.Request.ContentLength;
            request.Headers.Authorization = key;
            request.Headers.TryAddWithoutValidation("X-Polytomic-Version", "2025-09-18");
            using var response = await upstream.SendAsync(request, http.RequestAborted);
            http.Response.ContentLength = response.Content.Headers.ContentLength;
            await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        });
        if (step >= 2)
        {
            endpoint.RequireAuthorization();
        }
    }
}

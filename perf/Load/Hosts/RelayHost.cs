using System.Net.Http.Headers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>The floor: body in, body out, on an HttpMessageInvoker, with nothing checked, sealed, limited or retried.</summary>
internal static class RelayHost
{
    private static readonly MediaTypeHeaderValue _json = new("application/json");

    /// <param name="builder">The app.</param>
    /// <param name="isSealed">Whether it also protects once what a session needs: the floor for whoever seals anything.</param>
    public static Action<WebApplication> Add(WebApplicationBuilder builder, bool isSealed)
    {
        var upstream = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var address = new Uri(PerfHost.Upstream + "/api/connections/connect");
        var key = new AuthenticationHeaderValue("Bearer", "token-of-the-load-test");
        builder.Services.AddDataProtection();
        return app => Map(app, isSealed ? app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Load") : null, upstream, address, key);
    }

    private static void Map(WebApplication app, IDataProtector? protector, HttpMessageInvoker upstream, Uri address, AuthenticationHeaderValue key) =>
        app.MapPost("/_/api/connections/connect", async (HttpContext http) =>
        {
            if (protector?.Protect(new byte[110]) is { } session)
            {
                http.Response.Headers["X-Session"] = WebEncoders.Base64UrlEncode(session);
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StreamContent(http.Request.Body) };
            request.Content.Headers.ContentType = _json;
            request.Content.Headers.ContentLength = http.Request.ContentLength;
            request.Headers.Authorization = key;
            request.Headers.TryAddWithoutValidation("X-Polytomic-Version", "2025-09-18");
            using var response = await upstream.SendAsync(request, http.RequestAborted);
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = response.Content.Headers.ContentLength;
            await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        });
}

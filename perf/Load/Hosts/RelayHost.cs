using System.Net.Http.Headers;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>The floor: body in, body out, on an HttpMessageInvoker, with nothing checked, sealed, limited or retried.</summary>
internal static class RelayHost
{
    private static readonly MediaTypeHeaderValue _json = new("application/json");

    public static Action<WebApplication> Add(WebApplicationBuilder builder)
    {
        var upstream = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var address = new Uri(PerfHost.Upstream + "/api/connections/connect");
        var key = new AuthenticationHeaderValue("Bearer", "token-of-the-load-test");
        builder.Services.AddSingleton(upstream);
        return app => app.MapPost("/_/api/connections/connect", async (HttpContext http) =>
        {
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
}

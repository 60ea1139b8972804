using Microsoft.AspNetCore.DataProtection;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>Fetches an answer of ours once and returns the same bytes with the same headers from a plain MapGet.</summary>
internal static class SameBytes
{
    public static void Map(WebApplication app)
    {
        Answer? answer = null;
        app.MapGet("/perf/copy", async (HttpContext http, string of) =>
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            using var request = new HttpRequestMessage(HttpMethod.Get, of);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
            using var response = await client.SendAsync(request);
            answer = new Answer(
                await response.Content.ReadAsByteArrayAsync(),
                [.. response.Headers.Concat(response.Content.Headers)
                    .Where(header => header.Key is not ("Date" or "Server" or "Transfer-Encoding"))
                    .Select(header => (header.Key, string.Join(", ", header.Value)))]);
            return (int)response.StatusCode;
        });
        var protector = app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Load");
        var session = protector.Protect(new byte[110]);
        app.MapGet("/perf/same-opened", (HttpContext http) => protector.Unprotect(session).Length == 110 ? Write(http) : Task.CompletedTask).RequireAuthorization();
        app.MapGet("/perf/same", Write);

        Task Write(HttpContext http)
        {
            foreach (var (name, value) in answer!.Headers)
            {
                http.Response.Headers[name] = value;
            }

            return http.Response.Body.WriteAsync(answer.Body, http.RequestAborted).AsTask();
        }
    }

    private sealed record Answer(byte[] Body, (string Name, string Value)[] Headers);
}

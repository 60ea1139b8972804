using System.Net.Http.Headers;
using System.Text.Json.Serialization;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>What the tutorial's proxy becomes when one writes it in C# without a second thought: HttpClient and JSON.</summary>
internal static partial class MinimalHost
{
    public static Action<WebApplication> Add(WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));
        builder.Services.AddHttpClient("polytomic", http =>
        {
            http.BaseAddress = new Uri(PerfHost.Upstream);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token-of-the-load-test");
            http.DefaultRequestHeaders.Add("X-Polytomic-Version", "2025-09-18");
        });
        return app => app.MapPost("/_/api/connections/connect", async (Ask ask, IHttpClientFactory clients, CancellationToken cancellationToken) =>
        {
            using var client = clients.CreateClient("polytomic");
            using var response = await client.PostAsJsonAsync("/api/connections/connect", ask, Json.Default.Ask, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync(Json.Default.Answer, cancellationToken);
        });
    }

    internal sealed record Ask(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("type")] string? Type,
        [property: JsonPropertyName("redirect_url")] string? RedirectUrl);

    internal sealed record Answer([property: JsonPropertyName("data")] Data Data);

    internal sealed record Data([property: JsonPropertyName("redirect_url")] string RedirectUrl);

    [JsonSerializable(typeof(Ask))]
    [JsonSerializable(typeof(Answer))]
    private sealed partial class Json : JsonSerializerContext;
}

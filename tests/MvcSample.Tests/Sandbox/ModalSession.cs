using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Sandbox;

/// <summary>A session of the sandbox inside the sample, started as the app itself starts one.</summary>
internal static class ModalSession
{
    public static async Task<string> StartAsync(SampleApp app, string[] types, bool? dark = null)
    {
        var origin = $"http://127.0.0.1:{new Uri(app.Url).Port}/polytomic";
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-token");
        var order = new { name = $"Mine {Guid.NewGuid():N}", redirect_url = $"{app.Url}/tutorial/connected", whitelist = types, dark };
        using var answer = await client.PostAsJsonAsync($"{origin}/api/connections/connect", order, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return body!["data"]!["redirect_url"]!.GetValue<string>();
    }
}

using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Endpoints;

/// <summary>A request with exactly the headers that a test names.</summary>
internal static class Ask
{
    public const string Connect = "/_/api/connections/connect";
    public const string Complete = "/_/api/connect_complete";
    public const string Status = "/_/api/connect_status";
    public const string Types = "/_/api/connection_types";
    public const string Script = "/_/api/connect.js";
    public const string Stylesheet = "/_/api/connect.css";
    public const string Postgres = """{"name":"Mine","type":"postgresql"}""";

    /// <summary>The endpoints that answer JSON, each as a request that would get somewhere if it got in.</summary>
    public static readonly (string Method, string Path)[] Guarded = [("POST", Connect), ("GET", Status + "?session=x"), ("GET", Types)];

    /// <summary>Sends what a page of the app's own would send, unless <paramref name="headers"/> name another site.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this ConnectApp app, string method, string path, string? user = null, (string Name, string Value)[]? headers = null, HttpContent? content = null)
    {
        using var client = app.ClientOf(user);
        client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers ?? [("Sec-Fetch-Site", "same-origin")])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = content ?? (method == "POST" ? Json(Postgres) : null);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static HttpContent Json(string json, string contentType = "application/json")
    {
        var content = new StringContent(json);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    public static HttpContent Form(params (string Name, string Value)[] members) =>
        new FormUrlEncodedContent(members.Select(member => KeyValuePair.Create(member.Name, member.Value)));

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public static async Task<string?> CodeAsync(this HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (await ConnectApp.JsonOf(response))["code"]!.GetValue<string>() : null;

    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}

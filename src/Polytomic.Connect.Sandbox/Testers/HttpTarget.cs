using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>The address, headers and credentials that the HTTP types share, as they were typed.</summary>
internal sealed class HttpTarget
{
    private readonly List<(string Name, string Value)> _headers = [];
    private AuthenticationHeaderValue? _authorization;

    private HttpTarget(Uri url) => Url = url;

    public Uri Url { get; }

    /// <summary>Throws <see cref="FormatException"/> with words for the person who typed it.</summary>
    public static HttpTarget From(JsonObject configuration, string? path = null)
    {
        var text = JsonNodes.String(configuration["url"]) ?? "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw new FormatException("The address must start with http:// or https://.");
        }

        if (!string.IsNullOrEmpty(path))
        {
            url = Uri.TryCreate(path, UriKind.Absolute, out var whole) && whole.Scheme.StartsWith("http", StringComparison.Ordinal)
                ? whole
                : new Uri($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path.TrimStart('/')}{url.Query}");
        }

        // Some types have their credentials in a group, some at the top.
        var auth = configuration["auth"] as JsonObject ?? configuration;
        var target = new HttpTarget(WithQuery(url, [.. Pairs(configuration["parameters"]), .. Pairs(auth["query"])]));
        target._headers.AddRange(Pairs(configuration["headers"]));
        if (auth["header"] is JsonObject header && JsonNodes.String(header["name"]) is { Length: > 0 } name)
        {
            target._headers.Add((name, JsonNodes.String(header["value"]) ?? ""));
        }

        if (auth["basic"] is JsonObject basic)
        {
            var pair = $"{JsonNodes.String(basic["username"])}:{JsonNodes.String(basic["password"])}";
            target._authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        return target;
    }

    /// <summary>What was typed goes to the origin it was typed for, and nowhere else.</summary>
    public void Apply(HttpRequestMessage request)
    {
        if (Uri.Compare(request.RequestUri, Url, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return;
        }

        request.Headers.Authorization = _authorization;
        foreach (var (name, value) in _headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Pairs(JsonNode? list) =>
        (list as JsonArray ?? []).OfType<JsonObject>()
            .Select(p => (Name: JsonNodes.String(p["name"]) ?? "", Value: JsonNodes.String(p["value"]) ?? ""))
            .Where(p => p.Name.Length > 0);

    private static Uri WithQuery(Uri url, IReadOnlyList<(string Name, string Value)> pairs)
    {
        var query = new StringBuilder(url.Query);
        foreach (var (name, value) in pairs)
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return new UriBuilder(url) { Query = query.ToString() }.Uri;
    }
}

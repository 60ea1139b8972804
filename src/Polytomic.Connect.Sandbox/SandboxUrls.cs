using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.Sandbox;

/// <summary>Where the sandbox is, seen from whoever sent this request.</summary>
internal sealed record SandboxUrls(string Origin, string BasePath)
{
    private const string Localhost = "http://localhost:";

    public string Base => Origin + BasePath;

    /// <summary>What the app should have as its <c>BaseUrl</c>: people open it on localhost, and the modal is another site, as Polytomic's is.</summary>
    public string ForTheApp => Origin.StartsWith(Localhost, StringComparison.OrdinalIgnoreCase) ? $"http://127.0.0.1:{Origin[Localhost.Length..]}{BasePath}" : Base;

    public string Connect(string token) => $"{BasePath}/connect?token={Uri.EscapeDataString(token)}";

    public string ConnectType(string token, string type) => $"{Connect(token)}&type={Uri.EscapeDataString(type)}";

    public string Done(string token) => $"{BasePath}/connect/done?token={Uri.EscapeDataString(token)}";

    public string OAuthCallback => $"{Base}/oauth/callback";

    public string OAuthAuthorize(string type) => $"{BasePath}/oauth/{Uri.EscapeDataString(type)}/authorize";

    public string Asset(string file, string version) => $"{BasePath}/assets/{file}?v={version}";

    public string Logo(string type) => $"{BasePath}/assets/logos/{Uri.EscapeDataString(type)}.svg";

    /// <summary><paramref name="rest"/> is what the path has below the sandbox's own.</summary>
    public static SandboxUrls Of(HttpRequest request, string rest)
    {
        var path = request.Path.Value ?? "";
        if (rest.Length > 0 && path.EndsWith(rest, StringComparison.Ordinal))
        {
            path = path[..^rest.Length];
        }

        var basePath = request.PathBase.ToUriComponent() + new PathString(path.TrimEnd('/')).ToUriComponent();
        return new SandboxUrls($"{request.Scheme}://{request.Host.ToUriComponent()}", basePath);
    }
}

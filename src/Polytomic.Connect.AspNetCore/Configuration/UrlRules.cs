using System.Diagnostics.CodeAnalysis;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>The addresses among the options can be compared with what a browser or Polytomic sends.</summary>
internal static class UrlRules
{
    public static void Check(PolytomicConnectOptions options, List<string> failures)
    {
        CheckBaseUrl(options.BaseUrl, failures);
        if (options.PublicOrigin is not null && !IsPlain(options.PublicOrigin, out _))
        {
            failures.Add("PolytomicConnect:PublicOrigin has to be an absolute http or https URL without user, query and fragment");
        }

        CheckEach("PolytomicConnect:AllowedRedirectUrls", options.AllowedRedirectUrls, text => IsPlain(text, out _), "an origin or a URL prefix such as https://app.example.com/done: absolute, http or https, without user, query, fragment and *", failures);
        CheckEach("PolytomicConnect:ModalOrigins", options.ModalOrigins, IsOrigin, "an origin such as https://app.example.com: http or https, without path and *", failures);
        CheckEach("PolytomicConnect:AllowedOrigins", options.AllowedOrigins, IsOrigin, "an origin such as https://app.example.com: http or https, without path and *", failures);
    }

    private static void CheckBaseUrl(string? baseUrl, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(baseUrl))
        {
            return; // The annotation says so already.
        }

        if (!IsPlain(baseUrl, out var url))
        {
            failures.Add("PolytomicConnect:BaseUrl has to be an absolute https URL (http for loopback addresses only) without user, query and fragment");
        }
        else if (url is { Scheme: "http", IsLoopback: false })
        {
            failures.Add("PolytomicConnect:BaseUrl has to be https: http would show the key to the network, and is accepted for loopback addresses only");
        }
    }

    private static void CheckEach(string key, IList<string>? values, Func<string?, bool> isValid, string expected, List<string> failures)
    {
        for (var i = 0; i < values?.Count; i++)
        {
            if (!isValid(values[i]))
            {
                failures.Add($"{key}:{i} is not {expected}");
            }
        }
    }

    private static bool IsOrigin(string? text) => IsPlain(text, out var url) && url.Href.Length == url.Origin.Length + 1;

    /// <summary>An origin and perhaps a path. A star in a host is legal and matches nothing, so that whoever writes one is mistaken.</summary>
    private static bool IsPlain(string? text, [NotNullWhen(true)] out WebUrl? url) =>
        WebUrl.TryParse(text, out url) && !url.Href.AsSpan().ContainsAny('?', '#', '*');
}

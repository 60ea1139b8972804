using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Requests;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Addresses;

/// <summary>Where the application and the product's endpoints are, as browsers see them.</summary>
internal sealed class ConnectAddresses(LinkGenerator links, IEndpointAddressScheme<ConnectEndpoint> endpoints)
{
    // Whatever the app's own links look like: files are below the prefix, beside each other.
    private static readonly LinkOptions _plainLinks = new() { AppendTrailingSlash = false };

    // Requests mostly name the same host, and paths without parameters are the same for all of them: what was worked out last is kept.
    private static volatile KnownOrigin? _lastOrigin;
    private KnownAddress? _lastAddress;
    private readonly KnownPath?[] _lastPaths = new KnownPath?[Enum.GetValues<ConnectEndpoint>().Length];

    private sealed record KnownOrigin(string Scheme, string? Host, string? Origin);

    private sealed record KnownPath(Endpoint Endpoint, string? Base, string Path);

    private sealed record KnownAddress(string Origin, string Path, string Address);

    /// <summary>The app's own origin: the configured one, else that of the request.</summary>
    /// <returns>False for a request whose host no browser would accept.</returns>
    public static bool TryGetOrigin(HttpContext context, ConnectSettings settings, [NotNullWhen(true)] out string? origin)
    {
        if (settings.PublicOrigin is { } configured)
        {
            origin = configured.Origin;
            return true;
        }

        // The header, not Request.Host: that one decodes international names, and throws where it cannot.
        var (scheme, host) = (context.Request.Scheme, context.Request.Headers.Host.ToString());
        var last = _lastOrigin;
        if (last is null || last.Scheme != scheme || last.Host != host)
        {
            last = new KnownOrigin(scheme, host, WebUrl.TryParse(scheme + "://" + host, out var own) && own.Path == "/" && own.Query == "" ? own.Origin : null);
            _lastOrigin = last;
        }

        origin = last.Origin;
        return origin is not null;
    }

    /// <summary>The path under which browsers see the app: that of the configured origin, else that of the request.</summary>
    public static PathString GetPathBase(HttpContext context, ConnectSettings settings) =>
        settings.PublicOrigin is { } configured ? BaseOf(configured) : context.Request.PathBase;

    /// <summary>The path of an endpoint, for links on the app's own pages; null where nothing is mapped.</summary>
    public string? GetPath(HttpContext context, ConnectEndpoint endpoint, ConnectSettings settings)
    {
        var pathBase = GetPathBase(context, settings);
        var mapped = endpoints.FindEndpoints(endpoint).FirstOrDefault();
        if (_lastPaths[(int)endpoint] is { } last && last.Endpoint == mapped && last.Base == pathBase.Value)
        {
            return last.Path;
        }

        var path = links.GetPathByAddress(context, endpoint, [], context.Request.RouteValues, pathBase, options: _plainLinks);
        if (path is not null && mapped is RouteEndpoint { RoutePattern.Parameters.Count: 0 })
        {
            _lastPaths[(int)endpoint] = new KnownPath(mapped, pathBase.Value, path);
        }

        return path;
    }

    /// <summary>The path under which the endpoints are, without a trailing slash; empty where nothing is mapped.</summary>
    public string GetPrefix(HttpContext context, ConnectSettings settings)
    {
        var script = GetPath(context, ConnectEndpoint.Script, settings) ?? "/";
        return script[..script.LastIndexOf('/')];
    }

    /// <summary>The absolute address of an endpoint.</summary>
    /// <param name="context">The current request; null outside one, where <c>PublicOrigin</c> has to say where the app is.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="settings">The settings that the request took.</param>
    /// <exception cref="InvalidOperationException">There is no way to tell.</exception>
    /// <exception cref="PolytomicConnectException">The request names a host that no browser would.</exception>
    public string GetAddress(HttpContext? context, ConnectEndpoint endpoint, ConnectSettings settings)
    {
        var path = context is not null
            ? GetPath(context, endpoint, settings)
            : links.GetPathByAddress(endpoint, [], settings.PublicOrigin is { } configured ? BaseOf(configured) : default, options: _plainLinks);
        string? origin;
        if (context is null)
        {
            origin = settings.PublicOrigin?.Origin
                ?? throw new InvalidOperationException("Outside a request the application's address is not known: set PolytomicConnect:PublicOrigin.");
        }
        else if (!TryGetOrigin(context, settings, out origin))
        {
            throw Refusal.Invalid("The request's host is none that a browser accepts.");
        }

        return path is not null
            ? Join(origin, path)
            : throw new InvalidOperationException("The endpoints of Polytomic Connect are not mapped here: call app.MapPolytomicConnect(), and set its route's parameters where it has any.");
    }

    private string Join(string origin, string path)
    {
        var last = _lastAddress;
        if (last is null || last.Origin != origin || last.Path != path)
        {
            _lastAddress = last = new KnownAddress(origin, path, origin + path);
        }

        return last.Address;
    }

    private static PathString BaseOf(WebUrl configured) => PathString.FromUriComponent(configured.Path.TrimEnd('/'));
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Descriptions;
using Polytomic.Connect.AspNetCore.Endpoints;
using Polytomic.Connect.AspNetCore.Script;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of Polytomic Connect.</summary>
public static class PolytomicConnectEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoints of Polytomic Connect: <c>connections/connect</c>, <c>connect_complete</c>, <c>connect_status</c>,
    /// <c>connection_types</c> and <c>connect.js</c>. They are for signed-in users, except for the script; <c>AllowAnonymous()</c> on
    /// what is returned lets visitors in, and <c>RequireAuthorization(...)</c> asks for more.
    /// </summary>
    /// <param name="endpoints">The application, or a group of its routes.</param>
    /// <param name="prefix">The path below which they are mapped; <c>/_/api</c> by default. May have parameters.</param>
    /// <returns>A builder whose conventions reach every endpoint that was mapped.</returns>
    /// <exception cref="InvalidOperationException"><c>AddPolytomicConnect</c> was not called.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options are not usable; the message names the keys.</exception>
    public static IEndpointConventionBuilder MapPolytomicConnect(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/_/api")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var services = endpoints.ServiceProvider;
        if (services.GetService<CurrentSettings>() is null)
        {
            throw new InvalidOperationException(
                "Polytomic Connect is mapped but its services are missing: call builder.Services.AddPolytomicConnect() before the application is built.");
        }

        // What answers is made for the first request, not for the start.
        var group = endpoints.MapGroup(prefix.TrimEnd('/'));
        Map(group, ["POST"], "connections/connect", ConnectEndpoint.Connect, ErrorAnswers.OnAPageForForms(context => Get<StartEndpoint>(context).HandleAsync(context))).DescribeStart();
        Map(group, ["GET", "HEAD"], "connect_complete", ConnectEndpoint.Complete, ErrorAnswers.OnAPage(context => Get<CompleteEndpoint>(context).HandleAsync(context))).ExcludeFromDescription();
        Map(group, ["GET"], "connect_status", ConnectEndpoint.Status, ErrorAnswers.InJson(context => Get<StatusEndpoint>(context).HandleAsync(context))).DescribeStatus();
        Map(group, ["GET"], "connection_types", ConnectEndpoint.ConnectionTypes, ErrorAnswers.InJson(context => Get<ConnectionTypesEndpoint>(context).HandleAsync(context))).DescribeConnectionTypes();
        MapAsset(group, ConnectEndpoint.Script, ConnectAsset.ScriptName, context => WriteAssetAsync(context, ConnectAsset.Script));
        MapAsset(group, ConnectEndpoint.Stylesheet, ConnectAsset.StylesheetName, context => WriteAssetAsync(context, ConnectAsset.Stylesheet));
        foreach (var path in (string[])["connections/connect", "connect_status", "connection_types"])
        {
            MapPreflight(group, path);
        }

        return new ConnectConventionBuilder(group);
    }

    private static IEndpointConventionBuilder Map(RouteGroupBuilder group, string[] methods, string path, ConnectEndpoint endpoint, RequestDelegate handler) =>
        group.MapMethods(path, methods, handler)
            .WithMetadata(new ConnectEndpointMetadata(endpoint), GatedMetadata.Instance)
            .WithDisplayName("Polytomic Connect " + path);

    private static void MapAsset(RouteGroupBuilder group, ConnectEndpoint endpoint, string name, RequestDelegate handler) =>
        group.MapMethods(name, ["GET", "HEAD"], handler)
            .WithMetadata(new ConnectEndpointMetadata(endpoint), new AllowAnonymousAttribute())
            .WithDisplayName("Polytomic Connect " + name)
            .ExcludeFromDescription();

    private static Task WriteAssetAsync(HttpContext context, ConnectAsset asset)
    {
        PrivateAnswer.KeepOutOfOutputCache(context);
        return asset.WriteAsync(context);
    }

    private static void MapPreflight(RouteGroupBuilder group, string path) =>
        group.MapMethods(path, ["OPTIONS"], context => Get<PreflightEndpoint>(context).HandleAsync(context))
            .ShortCircuit()
            .WithMetadata(PreflightMetadata.Instance)
            .WithDisplayName("Polytomic Connect preflight " + path)
            .ExcludeFromDescription();

    private static T Get<T>(HttpContext context)
        where T : class => context.RequestServices.GetRequiredService<T>();
}

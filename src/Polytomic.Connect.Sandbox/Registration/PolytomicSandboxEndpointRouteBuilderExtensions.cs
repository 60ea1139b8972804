using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.Sandbox;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the sandbox.</summary>
public static class PolytomicSandboxEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the sandbox below a prefix: the API at <c>{prefix}/api</c>, the modal at <c>{prefix}/connect</c>.
    /// The app's <c>PolytomicConnect:BaseUrl</c> is then the app's own origin with the prefix.
    /// </summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <param name="prefix">The prefix, such as <c>/polytomic</c>.</param>
    /// <returns>What the conventions of every mapped endpoint can be changed with.</returns>
    public static IEndpointConventionBuilder MapPolytomicSandbox(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var endpoint = endpoints.ServiceProvider.GetService<SandboxEndpoint>()
            ?? throw new InvalidOperationException("MapPolytomicSandbox needs AddPolytomicSandbox: call builder.Services.AddPolytomicSandbox() first.");

        // The sandbox has keys and tokens of its own. What the app does to protect or speed up its own pages is not meant for it.
        return endpoints.Map($"{prefix.TrimEnd('/')}/{{**path}}", (RequestDelegate)endpoint.HandleAsync)
            .WithDisplayName("Polytomic sandbox")
            .AllowAnonymous()
            .DisableAntiforgery()
            .DisableRateLimiting()
            .DisableRequestTimeout()
            .CacheOutput(policy => policy.NoCache())
            .ExcludeFromDescription();
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Polytomic.Connect.AspNetCore.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of Polytomic Connect.</summary>
public static class PolytomicConnectHealthChecksBuilderExtensions
{
    /// <summary>
    /// Checks the application's key with Polytomic's <c>GET /me</c>, within <c>PolytomicConnect:Timeout</c>. Needs <c>AddPolytomicConnect</c>.
    /// With a credential provider and no key of the application's own there is nothing to check, and it is healthy.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name; <c>polytomic-connect</c> by default.</param>
    /// <param name="failureStatus">What a failure is reported as; unhealthy by default.</param>
    /// <param name="tags">Tags to select checks by.</param>
    public static IHealthChecksBuilder AddPolytomicConnect(
        this IHealthChecksBuilder builder, string name = "polytomic-connect", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<PolytomicHealthCheck>(name, failureStatus, tags ?? []);
    }
}

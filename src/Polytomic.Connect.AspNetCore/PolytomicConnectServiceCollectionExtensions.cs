using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polytomic.Connect.AspNetCore;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Completion;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Descriptions;
using Polytomic.Connect.AspNetCore.Diagnostics;
using Polytomic.Connect.AspNetCore.Endpoints;
using Polytomic.Connect.AspNetCore.Limits;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Users;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the services of Polytomic Connect.</summary>
public static class PolytomicConnectServiceCollectionExtensions
{
    /// <summary>
    /// Adds Polytomic Connect, with options from the configuration section <c>PolytomicConnect</c> and then from
    /// <paramref name="configure"/>. May be called more than once: services are added once, delegates run in their order.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options after the section was bound, also at every reload.</param>
    /// <returns>A builder for the application's own policies, credentials and handlers.</returns>
    public static PolytomicConnectBuilder AddPolytomicConnect(this IServiceCollection services, Action<PolytomicConnectOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddAuthorization();
        services.AddDataProtection();
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddMetrics();
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);

        services.AddConnectConfiguration(configure);
        services.AddConnectPolicies();
        AddPolytomic(services);
        AddSessions(services);
        AddEndpoints(services);
        return new PolytomicConnectBuilder(services, AddClient(services));
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services)
    {
        var isFirst = !services.Any(service => service.ServiceType == typeof(PolytomicHttp));
        services.TryAddSingleton<PolytomicHttp>();
        services.TryAddSingleton<UpstreamSender>();
        var client = services.AddHttpClient(UpstreamSender.ClientName);
        if (isFirst)
        {
            client
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
                {
                    // Followed to another host, a redirect would carry the key there.
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    ConnectTimeout = TimeSpan.FromSeconds(5),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                })
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
                // Redacted in the text, the key would still be among the values that structured logs keep. Each try is logged by the product.
                .RemoveAllLoggers();
        }

        return client;
    }

    private static void AddPolytomic(IServiceCollection services)
    {
        services.TryAddSingleton<ConnectMetrics>();
        services.TryAddSingleton<UpstreamCircuits>();
        services.TryAddSingleton<PolytomicAccounts>();
        services.TryAddSingleton<PolytomicClient>();
        services.TryAddSingleton<Credentials>();
        services.TryAddSingleton<Catalogue>();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.TryAddSingleton<VisitorCookie>();
        services.TryAddSingleton<ConnectAddresses>();
        services.TryAddSingleton<IEndpointAddressScheme<ConnectEndpoint>, ConnectAddressScheme>();
        services.TryAddSingleton<IntentSeal>();
        services.TryAddSingleton<SessionSeal>();
        services.TryAddSingleton<SessionLimiter>();
        services.TryAddSingleton<ReconnectAuthorization>();
        services.TryAddSingleton<AllowedConnectionTypes>();
        services.TryAddSingleton<PendingSessions>();
        services.TryAddSingleton<SessionStarter>();
        services.TryAddSingleton<ConnectButtons>();
        services.TryAddSingleton<IPolytomicConnect, PolytomicConnect>();

        services.TryAddSingleton<ConnectionFinder>();
        services.TryAddSingleton<CatalogueCheck>();
        services.TryAddSingleton<CompletionHandlers>();
        services.TryAddSingleton<SessionRecords>();
        services.TryAddSingleton<CompletionRecords>();
        services.TryAddSingleton<SessionCompleter>();
        services.AddHostedService<BackgroundWatch>();
    }

    private static void AddEndpoints(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<JsonOptions>, DescriptionJsonOptions>());
        services.TryAddSingleton<AuthenticationOrder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, AuthenticationOrder>(provider => provider.GetRequiredService<AuthenticationOrder>()));
        services.TryAddSingleton<EndpointAuthorization>();
        services.TryAddSingleton<EndpointGate>();
        services.TryAddSingleton<StartEndpoint>();
        services.TryAddSingleton<CompleteEndpoint>();
        services.TryAddSingleton<StatusEndpoint>();
        services.TryAddSingleton<ConnectionTypesEndpoint>();
        services.TryAddSingleton<PreflightEndpoint>();
    }
}

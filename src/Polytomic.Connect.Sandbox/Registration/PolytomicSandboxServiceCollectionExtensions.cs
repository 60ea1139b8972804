using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Polytomic.Connect.Sandbox;
using Polytomic.Connect.Sandbox.Api;
using Polytomic.Connect.Sandbox.Api.Operations;
using Polytomic.Connect.Sandbox.Calls;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Modal;
using Polytomic.Connect.Sandbox.OAuth;
using Polytomic.Connect.Sandbox.Overview;
using Polytomic.Connect.Sandbox.Registration;
using Polytomic.Connect.Sandbox.Sessions;
using Polytomic.Connect.Sandbox.Testers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the sandbox.</summary>
public static class PolytomicSandboxServiceCollectionExtensions
{
    /// <summary>
    /// Adds a stand-in for Polytomic's API and modal, configured by the section <c>PolytomicSandbox</c> and then by <paramref name="configure"/>.
    /// It is for the Development environment, and refuses to start elsewhere unless it is told to. May be called twice.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Changes what the configuration says.</param>
    public static IServiceCollection AddPolytomicSandbox(this IServiceCollection services, Action<PolytomicSandboxOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.All(s => s.ServiceType != typeof(SandboxEndpoint)))
        {
            // The binder adds to a list that is there already, so the default comes last.
            services.AddOptions<PolytomicSandboxOptions>()
                .BindConfiguration(PolytomicSandboxOptions.SectionName)
                .PostConfigure<IHostEnvironment>((o, environment) =>
                {
                    o.AppName = string.IsNullOrWhiteSpace(o.AppName) ? environment.ApplicationName : o.AppName.Trim();
                    var given = o.Tokens.Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
                    o.Tokens = given.Count > 0 ? given : [PolytomicSandboxOptions.DefaultToken];
                });
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SandboxEndpoint>();
        services.TryAddSingleton<ConnectionTypes>();
        services.TryAddSingleton<ConnectionStore>();
        services.TryAddSingleton<ConnectSessions>();

        services.TryAddSingleton<CallLog>();
        services.TryAddSingleton<BodySummary>();
        services.TryAddSingleton(s => new PolytomicSandbox(
            s.GetRequiredService<ConnectionTypes>(),
            s.GetRequiredService<ConnectionStore>(),
            s.GetRequiredService<ConnectSessions>(),
            s.GetRequiredService<SessionCompletion>(),
            s.GetRequiredService<IdempotentOutcomes>(),
            s.GetRequiredService<CallLog>(),
            s.GetRequiredService<Accounts>()));

        services.TryAddSingleton<Accounts>();
        services.TryAddSingleton<ApiEndpoint>();
        services.TryAddSingleton<ConnectionResource>();
        services.TryAddSingleton<ConnectionChange>();
        services.TryAddSingleton<IdempotentOutcomes>();
        services.TryAddEnumerable([
            ServiceDescriptor.Singleton<IApiOperation, GetMe>(),
            ServiceDescriptor.Singleton<IApiOperation, ListConnectionTypes>(),
            ServiceDescriptor.Singleton<IApiOperation, GetConnectionType>(),
            ServiceDescriptor.Singleton<IApiOperation, ListConnections>(),
            ServiceDescriptor.Singleton<IApiOperation, GetConnection>(),
            ServiceDescriptor.Singleton<IApiOperation, CreateConnection>(),
            ServiceDescriptor.Singleton<IApiOperation, UpdateConnection>(),
            ServiceDescriptor.Singleton<IApiOperation, ReplaceConnection>(),
            ServiceDescriptor.Singleton<IApiOperation, DeleteConnection>(),
            ServiceDescriptor.Singleton<IApiOperation, TestConnection>(),
            ServiceDescriptor.Singleton<IApiOperation, StartConnect>(),
        ]);

        services.TryAddSingleton<OverviewPage>();
        services.TryAddSingleton<ConnectPages>();
        services.TryAddSingleton<SessionCompletion>();
        services.TryAddSingleton<CsrfTokens>();
        services.TryAddSingleton<OAuthPages>();
        services.TryAddSingleton<OAuthFlow>();
        services.TryAddSingleton<OAuthProvider>();

        services.TryAddSingleton<HttpFetcher>();
        services.TryAddSingleton<ConnectionTests>();
        services.TryAddEnumerable([
            ServiceDescriptor.Singleton<IConnectionTester, PostgresTester>(),
            ServiceDescriptor.Singleton<IConnectionTester, CsvTester>(),
            ServiceDescriptor.Singleton<IConnectionTester, ApiTester>(),
            ServiceDescriptor.Singleton<IConnectionTester, WebhookTester>(),
        ]);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SandboxStartup>());
        return services;
    }
}

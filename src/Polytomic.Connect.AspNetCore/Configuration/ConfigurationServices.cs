using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>Registers the options: bound once, then changed by the delegates in their order, then validated.</summary>
internal static class ConfigurationServices
{
    public static IServiceCollection AddConnectConfiguration(this IServiceCollection services, Action<PolytomicConnectOptions>? configure)
    {
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<PolytomicConnectOptions>, SectionBinder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsChangeTokenSource<PolytomicConnectOptions>, SectionChanges>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolytomicConnectOptions>, OptionsRules>());
        services.TryAddSingleton<CurrentSettings>();
        services.TryAddSingleton<CheckedInToken>();
        services.TryAddSingleton<MissingPolicies>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartupCheck>());
        return configure is null ? services : services.Configure(configure);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Registers what decides who may connect what.</summary>
internal static class PolicyServices
{
    public static IServiceCollection AddConnectPolicies(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConnectPolicies>();
        services.TryAddSingleton<UnknownIntegrations>();
        return services;
    }
}

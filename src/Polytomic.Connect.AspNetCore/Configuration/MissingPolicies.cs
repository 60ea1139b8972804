using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>Warns where nobody may connect anything: a section whose name is misspelt is as good as none, and nothing else would tell.</summary>
internal sealed partial class MissingPolicies(ILogger<MissingPolicies> logger, IServiceProviderIsService services)
{
    public void Warn(ConnectSettings settings)
    {
        if (settings.Policies.Set.IsEmpty && !services.IsService(typeof(IConnectPolicyProvider)))
        {
            Log.NoPolicy(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1104, LogLevel.Warning, "Nobody may connect anything: PolytomicConnect:Policies names no policy, and no policy provider is registered. Is the section spelt PolytomicConnect, and its file read?")]
        public static partial void NoPolicy(ILogger logger);
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>Warns of a key in a file that is checked in with the sources.</summary>
internal sealed partial class CheckedInToken(ILogger<CheckedInToken> logger, IConfiguration? configuration = null)
{
    private const string Key = SectionBinder.SectionName + ":" + nameof(PolytomicConnectOptions.Token);

    public void Warn(ConnectSettings settings)
    {
        // The key of a sandbox on this machine is no secret.
        if (!settings.BaseUrl.IsLoopback && FileOf(configuration as IConfigurationRoot) is { } file)
        {
            Log.CheckedIn(logger, file);
        }
    }

    /// <summary>The appsettings file from which the key in force comes; null where it comes from elsewhere, user secrets among others.</summary>
    private static string? FileOf(IConfigurationRoot? configuration)
    {
        var provider = configuration?.Providers.LastOrDefault(provider => provider.TryGet(Key, out _));
        return provider is JsonConfigurationProvider { Source.Path: { } path }
            && Path.GetFileName(path) is var file
            && file.StartsWith("appsettings.", StringComparison.OrdinalIgnoreCase)
            && provider.TryGet(Key, out var token) && !string.IsNullOrWhiteSpace(token)
            ? file
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1103, LogLevel.Warning, "PolytomicConnect:Token is in {File}, which is made to be checked in: move the key to user secrets, an environment variable or a vault, and replace it if others have seen it.")]
        public static partial void CheckedIn(ILogger logger, string file);
    }
}

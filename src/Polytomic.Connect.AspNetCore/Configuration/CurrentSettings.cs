using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>The settings in force: the last that validated.</summary>
/// <remarks>
/// Not an <see cref="IOptionsMonitor{TOptions}"/>: that forgets its value when the configuration changes, and throws in every request until
/// the next change that validates.
/// </remarks>
internal sealed partial class CurrentSettings : IDisposable
{
    private readonly object _changing = new();
    private readonly IOptionsFactory<PolytomicConnectOptions> _factory;
    private readonly ILogger<CurrentSettings> _logger;
    private readonly List<IDisposable> _subscriptions;
    private volatile ConnectSettings? _value;

    public CurrentSettings(
        IOptionsFactory<PolytomicConnectOptions> factory,
        IEnumerable<IOptionsChangeTokenSource<PolytomicConnectOptions>> changes,
        ILogger<CurrentSettings> logger)
    {
        _factory = factory;
        _logger = logger;
        _subscriptions = [.. changes.Where(source => string.IsNullOrEmpty(source.Name)).Select(source => ChangeToken.OnChange(source.GetChangeToken, Reload))];
    }

    /// <summary>A request takes this once and uses it to its end.</summary>
    /// <exception cref="OptionsValidationException">Nothing has validated yet. The start-up ends there.</exception>
    public ConnectSettings Value => _value ?? Load();

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private ConnectSettings Load()
    {
        lock (_changing)
        {
            return _value ??= Create();
        }
    }

    /// <summary>
    /// Runs within the change itself, so that the next request after it sees it. Changes may come at once: whoever enters last reads the
    /// configuration last, and what is in force in the end is what is configured in the end.
    /// </summary>
    private void Reload()
    {
        lock (_changing)
        {
            try
            {
                _value = Create();
                Log.Reloaded(_logger);
            }
            catch (OptionsValidationException exception)
            {
                Log.ReloadRefused(_logger, string.Join("; ", exception.Failures));
            }
            catch (Exception exception)
            {
                Log.ReloadFailed(_logger, exception);
            }
        }
    }

    private ConnectSettings Create() => ConnectSettings.From(_factory.Create(Options.DefaultName));

    private static partial class Log
    {
        [LoggerMessage(1100, LogLevel.Debug, "The options of Polytomic Connect were read again and are in force.")]
        public static partial void Reloaded(ILogger logger);

        [LoggerMessage(1101, LogLevel.Error, "The changed options of Polytomic Connect do not validate, the last good ones stay in force: {Failures}")]
        public static partial void ReloadRefused(ILogger logger, string failures);

        [LoggerMessage(1102, LogLevel.Error, "The changed options of Polytomic Connect could not be read, the last good ones stay in force.")]
        public static partial void ReloadFailed(ILogger logger, Exception exception);
    }
}

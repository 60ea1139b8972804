using Microsoft.Extensions.Hosting;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>Stops the start of an application whose options do not validate, before it listens.</summary>
internal sealed class StartupCheck(CurrentSettings settings, CheckedInToken checkedIn, MissingPolicies missing) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = settings.Value;
        return Task.CompletedTask;
    }

    // Again for hosts that know nothing of StartingAsync; what validated once costs nothing.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        checkedIn.Warn(settings.Value);
        missing.Warn(settings.Value);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

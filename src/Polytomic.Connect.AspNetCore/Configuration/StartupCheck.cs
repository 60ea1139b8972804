using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>Stops the start of an application whose options do not validate, or whose key ring or cache cannot be made, before it listens.</summary>
internal sealed class StartupCheck(CurrentSettings settings, CheckedInToken checkedIn, MissingPolicies missing, IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Check();
        return Task.CompletedTask;
    }

    // Again for hosts that know nothing of StartingAsync; what was checked once costs nothing.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Check();
        checkedIn.Warn(settings.Value);
        missing.Warn(settings.Value);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Check()
    {
        _ = settings.Value;

        // Only requests need these, and a user would be the first to hear of it: of the cache after the modal, when the connection is made.
        _ = services.GetService<IDataProtectionProvider>();
        _ = services.GetService<IDistributedCache>();
    }
}

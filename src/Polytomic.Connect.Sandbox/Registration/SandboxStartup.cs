using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;

namespace Polytomic.Connect.Sandbox.Registration;

/// <summary>Refuses to start where the sandbox would be a hole, and says loudly that it is there.</summary>
internal sealed partial class SandboxStartup(IHostEnvironment environment, IOptions<PolytomicSandboxOptions> options, IServiceProvider services, ILogger<SandboxStartup> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment() && !options.Value.AllowOutsideDevelopment)
        {
            throw new InvalidOperationException(
                $"The Polytomic sandbox runs in the Development environment only; this is '{environment.EnvironmentName}'. Take AddPolytomicSandbox out, or set {PolytomicSandboxOptions.SectionName}:{nameof(PolytomicSandboxOptions.AllowOutsideDevelopment)} to true.");
        }

        // A folder or a file that cannot be used stops the start, not the first request.
        var types = (ConnectionTypes)services.GetService(typeof(ConnectionTypes))!;
        _ = services.GetService(typeof(ConnectionStore));
        Log.Running(logger, types.All.Count, options.Value.DataPath ?? "memory");
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The Polytomic SANDBOX is on: {Types} connection types, connections in {Storage}. It is no place for real credentials.")]
        public static partial void Running(ILogger logger, int types, string storage);
    }
}

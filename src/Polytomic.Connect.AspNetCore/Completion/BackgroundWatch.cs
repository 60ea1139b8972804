using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>
/// Looks for the connections of sessions that nobody asks about any more. Idle, with no timer, until a session is started, and again
/// when the last one is done.
/// </summary>
internal sealed partial class BackgroundWatch(
    PendingSessions pending, SessionCompleter completer, CurrentSettings settings, IServiceScopeFactory scopes, TimeProvider time, ILogger<BackgroundWatch> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly object _gate = new();
    private Task? _loop;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        pending.Added += EnsureRunning;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        pending.Added -= EnsureRunning;
        Task? loop;
        lock (_gate)
        {
            _stopping.Cancel();
            loop = _loop;
        }

        if (loop is not null)
        {
            await loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private void EnsureRunning()
    {
        lock (_gate)
        {
            if (_loop is null && !_stopping.IsCancellationRequested)
            {
                // Not the context of the request that happens to be the first.
                using (ExecutionContext.SuppressFlow())
                {
                    _loop = Task.Run(RunAsync);
                }
            }
        }
    }

    private async Task RunAsync()
    {
        try
        {
            var looks = new HashSet<Guid>();
            while (true)
            {
                await Task.Delay(Tick, time, _stopping.Token);
                foreach (var session in pending.ToArray())
                {
                    if (LookSchedule.IsDue(session, time.GetUtcNow()) && StartLook(looks, session.Ticket.Id))
                    {
                        _ = LookAsync(session, looks);
                    }
                }

                lock (_gate)
                {
                    if (pending.Count == 0)
                    {
                        _loop = null;
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }

    private async Task LookAsync(PendingSession session, HashSet<Guid> looks)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var outcome = await completer.LookAsync(session.Ticket, null, session.UserId, settings.Value, scope.ServiceProvider, _stopping.Token);
            if (outcome.Status == SessionStatus.Expired)
            {
                pending.Remove(session.Ticket.Id);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Tried again at the next look; what Polytomic or a provider did wrong was logged where it happened.
            Log.LookFailed(logger, session.Ticket.Id, exception.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
        finally
        {
            lock (looks)
            {
                looks.Remove(session.Ticket.Id);
            }
        }
    }

    private static bool StartLook(HashSet<Guid> looks, Guid id)
    {
        lock (looks)
        {
            return looks.Add(id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1507, LogLevel.Debug, "A look for session {SessionId} failed with {Exception}.")]
        public static partial void LookFailed(ILogger logger, Guid sessionId, string exception);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>
/// Looks for the connections of sessions that nobody asks about any more. Idle, with no timer, until a session is started, and again
/// when the last one is done. When the application stops it looks a last time.
/// </summary>
internal sealed partial class BackgroundWatch(
    PendingSessions pending,
    CurrentSettings settings,
    IServiceProvider services,
    IServiceProviderIsService registered,
    TimeProvider time,
    ILogger<BackgroundWatch> logger)
    : IHostedService, IDisposable
{
    /// <summary>How long the last look may hold up the end.</summary>
    public static readonly TimeSpan LastLook = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Made for the first look, not for the start.
    private SessionCompleter? _completer;

    private readonly CancellationTokenSource _stopping = new();
    private readonly bool _hasOneKey = !registered.IsService(typeof(IPolytomicCredentialProvider));
    private readonly object _gate = new();
    private bool _isRunning;
    private bool _isDisposed;

    private SessionCompleter Completer => _completer ??= services.GetRequiredService<SessionCompleter>();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        pending.Added += EnsureRunning;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        End();
        using var limit = new CancellationTokenSource(LastLook, time);
        using var inRealTime = new CancellationTokenSource(2 * LastLook); // for a clock that stands still, as tests may have one
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, inRealTime.Token, cancellationToken);
        var token = either.Token;
        await Task.WhenAll(Look(pending.ToArray(), token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        End();
        lock (_gate)
        {
            // A test's host may be disposed of while, or before, it is stopped.
            _isDisposed = true;
            _stopping.Dispose();
        }
    }

    private void End()
    {
        pending.Added -= EnsureRunning;
        lock (_gate)
        {
            _isRunning = true; // For good: nothing starts any more.
            if (!_isDisposed)
            {
                _stopping.Cancel();
            }
        }
    }

    private void EnsureRunning()
    {
        lock (_gate)
        {
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
            var token = _stopping.Token;

            // Not the context of the request that happens to be the first.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(() => RunAsync(token));
            }
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        do
        {
            await Task.Delay(Tick, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var now = time.GetUtcNow();
            foreach (var look in Look(pending.BeginLook(times => LookSchedule.IsDue(times, now)), stopping))
            {
                _ = look;
            }
        }
        while (!IsDone());
    }

    private bool IsDone()
    {
        lock (_gate)
        {
            if (pending.Count > 0 || _stopping.IsCancellationRequested)
            {
                return _stopping.IsCancellationRequested;
            }

            _isRunning = false;
            return true;
        }
    }

    /// <summary>Where the app has one key, sessions are looked for together: thousands may be under way, and nearly all of them have no connection yet.</summary>
    private IEnumerable<Task> Look(IEnumerable<PendingSession> sessions, CancellationToken stopping) => _hasOneKey
        ? sessions.GroupBy(session => session.Ticket.UserOrganization).Select(group => LookTogetherAsync(group.Key, [.. group], stopping))
        : sessions.Select(session => LookAloneAsync(session, stopping));

    private async Task LookAloneAsync(PendingSession session, CancellationToken stopping)
    {
        await LookAsync(session, stopping);
        pending.EndLook(session.Ticket.Id);
    }

    private async Task LookTogetherAsync(string? organization, PendingSession[] sessions, CancellationToken stopping)
    {
        try
        {
            await Completer.LookTogetherAsync(organization, sessions, settings.Value, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops.
        }
        catch (Exception exception)
        {
            // What Polytomic did wrong was logged where it happened.
            Log.LooksFailed(logger, sessions.Length, exception.GetType().Name);
        }

        Array.ForEach(sessions, session => pending.EndLook(session.Ticket.Id));
    }

    /// <summary>Never fails: what goes wrong is tried again at the next look.</summary>
    private async Task LookAsync(PendingSession session, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            var outcome = await Completer.LookAsync(session.Ticket, null, session.UserId, settings.Value, scope.ServiceProvider, cancellationToken);
            if (outcome.Status == SessionStatus.Expired)
            {
                Completer.GiveUp(session.Ticket);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }
        catch (Exception exception)
        {
            // What Polytomic or a provider did wrong was logged where it happened.
            Log.LookFailed(logger, session.Ticket.Id, exception.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1509, LogLevel.Debug, "A look for {Count} sessions failed with {Exception}.")]
        public static partial void LooksFailed(ILogger logger, int count, string exception);

        [LoggerMessage(1507, LogLevel.Debug, "A look for session {SessionId} failed with {Exception}.")]
        public static partial void LookFailed(ILogger logger, Guid sessionId, string exception);
    }
}

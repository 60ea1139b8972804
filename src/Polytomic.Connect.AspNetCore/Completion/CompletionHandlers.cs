using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>Runs the app's completion handlers, in a scope of their own: no request has to last as long as they do.</summary>
internal sealed partial class CompletionHandlers(
    IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CompletionHandlers> logger)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs those that did not succeed before, one after the other. One that fails does not keep the others from running.</summary>
    /// <param name="completion">What they are told.</param>
    /// <param name="succeeded">Those that succeeded, by their place: read and added to.</param>
    /// <returns>Whether every handler has succeeded by now.</returns>
    public async Task<bool> RunAsync(ConnectCompletion completion, HashSet<int> succeeded)
    {
        var all = false;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var place = 0;
            foreach (var handler in scope.ServiceProvider.GetServices<IConnectCompletionHandler>())
            {
                if (!succeeded.Contains(place) && await RunAsync(handler, completion))
                {
                    succeeded.Add(place);
                }

                place++;
            }

            all = succeeded.Count == place;
        }
        catch (Exception exception)
        {
            Log.ScopeFailed(logger, completion.SessionId, exception);
        }

        return all;
    }

    private async Task<bool> RunAsync(IConnectCompletionHandler handler, ConnectCompletion completion)
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, lifetime.ApplicationStopped);
        try
        {
            // A handler that ignores its token, or blocks its thread, is left behind: it may not hold up what comes after it.
            var token = either.Token;
            await Task.Run(() => handler.OnConnectedAsync(completion, token), CancellationToken.None).WaitAsync(token);
            return true;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            Log.TookTooLong(logger, handler.GetType().FullName, completion.SessionId);
            return false;
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(logger, handler.GetType().FullName, completion.SessionId, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Error, "The completion handler {Handler} failed for session {SessionId}. It runs again at the next look.")]
        public static partial void HandlerFailed(ILogger logger, string? handler, string sessionId, Exception exception);

        [LoggerMessage(1502, LogLevel.Error, "The completion handler {Handler} took more than 30 seconds for session {SessionId}. It runs again at the next look.")]
        public static partial void TookTooLong(ILogger logger, string? handler, string sessionId);

        [LoggerMessage(1503, LogLevel.Error, "The completion handlers could not be created, or disposed of, for session {SessionId}. Those that did not succeed run again at the next look.")]
        public static partial void ScopeFailed(ILogger logger, string sessionId, Exception exception);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>Runs the app's completion handlers, in a scope of their own: no request has to last as long as they do.</summary>
internal sealed partial class CompletionHandlers(
    IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CompletionHandlers> logger)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>Whether every handler succeeded.</returns>
    public async Task<bool> RunAsync(ConnectCompletion completion)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            foreach (var handler in scope.ServiceProvider.GetServices<IConnectCompletionHandler>())
            {
                if (!await RunAsync(handler, completion))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception exception)
        {
            Log.NotCreated(logger, completion.SessionId, exception);
            return false;
        }
    }

    private async Task<bool> RunAsync(IConnectCompletionHandler handler, ConnectCompletion completion)
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, lifetime.ApplicationStopping);
        try
        {
            // A handler that ignores its token is left behind: it may not hold up what comes after it.
            await handler.OnConnectedAsync(completion, either.Token).WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            Log.TookTooLong(logger, handler.GetType().FullName, completion.SessionId);
            return false;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, handler.GetType().FullName, completion.SessionId, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Error, "The completion handler {Handler} failed for session {SessionId}. It runs again at the next look.")]
        public static partial void Failed(ILogger logger, string? handler, string sessionId, Exception exception);

        [LoggerMessage(1502, LogLevel.Error, "The completion handler {Handler} took more than 30 seconds for session {SessionId}. It runs again at the next look.")]
        public static partial void TookTooLong(ILogger logger, string? handler, string sessionId);

        [LoggerMessage(1503, LogLevel.Error, "The completion handlers could not be created for session {SessionId}. They run again at the next look.")]
        public static partial void NotCreated(ILogger logger, string sessionId, Exception exception);
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polytomic.Connect.AspNetCore.Diagnostics;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Calls Polytomic: with the account's key, tried again where that may help, within the deadline, and reads what comes back.</summary>
internal sealed partial class PolytomicHttp(UpstreamSender sender, ConnectMetrics metrics, TimeProvider time, ILogger<PolytomicHttp> logger)
{
    private const int LongestError = 64 * 1024;

    /// <returns>A success, a refusal or the last failure. Its status is never one that could still be retried in time.</returns>
    /// <exception cref="PolytomicConnectException">The circuit is open, or the time is over.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PolytomicAnswer> SendAsync(UpstreamCall call)
    {
        var circuit = call.Account.Circuit;
        try
        {
            for (var tries = 1; ; tries++)
            {
                var isClosed = circuit.IsClosed;
                var answer = await (isClosed ? SendOnceAsync(call) : TryCircuitAsync(call));
                if (isClosed)
                {
                    await circuit.NoteAsync(answer);
                }

                if (UpstreamRetry.After(answer, tries, call) is not { } wait)
                {
                    return answer;
                }

                await Pause.ForAsync(wait, time, call.Deadline.Token);
            }
        }
        catch (OperationCanceledException) when (call.Deadline.IsOver)
        {
            throw PolytomicFailure.TimedOut();
        }
    }

    /// <summary>Makes the call if the circuit, which was open, lets it.</summary>
    private async ValueTask<PolytomicAnswer> TryCircuitAsync(UpstreamCall call)
    {
        var outcome = await call.Account.Circuit.TryAsync(static made => made.Http.SendOnceAsync(made.Call), (Http: this, Call: call), call.Deadline.Token);
        switch (outcome.Exception)
        {
            case null:
                return outcome.Result!;
            case BrokenCircuitException open:
                throw PolytomicFailure.Unavailable(open.RetryAfter);
            case not null when call.Deadline.IsOver:
                throw PolytomicFailure.TimedOut();
            default:
                outcome.ThrowIfException();
                return outcome.Result!;
        }
    }

    /// <summary>What to tell for an answer that is no success, and a line in the log for those who run the app.</summary>
    public PolytomicConnectException Failure(PolytomicAnswer answer, PolytomicAccount account)
    {
        switch (answer.Status)
        {
            case 400 or 422:
                Log.Rejected(logger, answer.Status);
                break;
            case 401 or 403:
                Log.KeyRefused(logger, answer.Status);
                break;
            case 429:
                Log.Limited(logger);
                break;
            case 0:
                // Each try was logged as it broke.
                break;
            default:
                Log.UpstreamFailed(logger, account.Settings.BaseUrl.Href, Describe(answer), answer.Status);
                break;
        }

        return PolytomicFailure.Of(answer);
    }

    private static string Describe(PolytomicAnswer answer) => answer switch
    {
        { IsGarbage: true } => "an answer that makes no sense",
        { Status: < 400 } => "a redirect, which is not followed: is PolytomicConnect:BaseUrl right, or does UseHttpsRedirection answer there?",
        { IsElsewhere: true } => "a failure: is PolytomicConnect:BaseUrl right?",
        _ => "a failure",
    };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<PolytomicAnswer> SendOnceAsync(UpstreamCall call)
    {
        var started = time.GetTimestamp();
        int? status = null;
        using var activity = ConnectActivities.Source.StartActivity("polytomic.connect.upstream", ActivityKind.Client);
        try
        {
            using var request = call.CreateRequest();
            using var response = await sender.SendAsync(request, call.Deadline.Token);
            status = (int)response.StatusCode;
            return response.IsSuccessStatusCode
                ? await call.Read(response, call) ?? new PolytomicAnswer((int)response.StatusCode) { IsGarbage = true }
                : await ReadFailureAsync(response, call);
        }
        catch (Exception) when (call.Deadline.IsOver)
        {
            Log.TimedOut(logger);
            return new PolytomicAnswer(0) { IsTimeout = true };
        }
        catch (Exception exception) when (!call.Deadline.Token.IsCancellationRequested)
        {
            // Whatever it is, also from a handler of the app's own: no answer came. The exception's text may hold what an
            // intermediary said; its type is enough to act on.
            Log.Broken(logger, call.Account.Settings.BaseUrl.Href, exception.GetType().Name, (exception as HttpRequestException)?.HttpRequestError.ToString() ?? "");
            return new PolytomicAnswer(0);
        }
        finally
        {
            var elapsed = time.GetElapsedTime(started);
            ConnectActivities.End(activity, call.Method, status);
            metrics.Upstream(elapsed, status);
            Log.Tried(logger, call.Method, call.Path, status, elapsed);
        }
    }

    private async ValueTask<PolytomicAnswer> ReadFailureAsync(HttpResponseMessage response, UpstreamCall call)
    {
        var status = (int)response.StatusCode;
        return new PolytomicAnswer(status)
        {
            // Only a refusal is explained to anyone; the body of a failure is not even read.
            Message = status is 400 or 422 ? await ReadMessageAsync(response, call) : null,
            RetryAfter = RetryAfter.Read(status, response.Headers, time.GetUtcNow()),
        };
    }

    private static async ValueTask<string?> ReadMessageAsync(HttpResponseMessage response, UpstreamCall call)
    {
        using var body = await BoundedBody.ReadAsync(response.Content, LongestError, call.Deadline.Token);
        return body is { } bytes ? ErrorMessage.Read(bytes.Span, call.Account) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1300, LogLevel.Debug, "Polytomic was asked: {Method} {Path}, answered with status {Status} in {Elapsed}.")]
        public static partial void Tried(ILogger logger, HttpMethod method, string path, int? status, TimeSpan elapsed);

        [LoggerMessage(1301, LogLevel.Error, "Polytomic refused the application's key (status {Status}). Check PolytomicConnect:Token, TokenScheme and BaseUrl, or what the credential provider returns.")]
        public static partial void KeyRefused(ILogger logger, int status);

        [LoggerMessage(1302, LogLevel.Warning, "Polytomic, at {Address}, answered with status {Status}: {What}")]
        public static partial void UpstreamFailed(ILogger logger, string address, string what, int status);

        [LoggerMessage(1303, LogLevel.Warning, "The exchange with Polytomic, at {Address}, broke: {Exception} {Reason}. If it lasts, is PolytomicConnect:BaseUrl right?")]
        public static partial void Broken(ILogger logger, string address, string exception, string reason);

        [LoggerMessage(1304, LogLevel.Warning, "Polytomic did not answer within PolytomicConnect:Timeout.")]
        public static partial void TimedOut(ILogger logger);

        [LoggerMessage(1305, LogLevel.Warning, "Polytomic's limit on requests is reached (status 429).")]
        public static partial void Limited(ILogger logger);

        // What Polytomic says is for the user, and may hold what the user typed.
        [LoggerMessage(1306, LogLevel.Information, "Polytomic refused a request (status {Status}); the user was told what it says.")]
        public static partial void Rejected(ILogger logger, int status);
    }
}

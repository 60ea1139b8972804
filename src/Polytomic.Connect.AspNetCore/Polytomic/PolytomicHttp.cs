using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polytomic.Connect.AspNetCore.Diagnostics;
using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>One request to Polytomic: sent with the account's key, tried again where that may help, within one deadline, and read.</summary>
internal sealed partial class PolytomicHttp(IHttpClientFactory clients, ConnectMetrics metrics, TimeProvider time, ILogger<PolytomicHttp> logger)
{
    public const string ClientName = "Polytomic.Connect";

    private const int LongestError = 64 * 1024;

    /// <summary>Reads a success; null for one that makes no sense.</summary>
    public delegate ValueTask<PolytomicAnswer?> Read(HttpResponseMessage response, CancellationToken cancellationToken);

    /// <returns>A success, a refusal or the last failure. Its status is never one that could still be retried in time.</returns>
    /// <exception cref="PolytomicConnectException">The circuit is open, or the time is over.</exception>
    public async Task<PolytomicAnswer> SendAsync(
        PolytomicAccount account, HttpMethod method, string path, ReadOnlyMemory<byte>? body, string? idempotencyKey, Read read, CancellationToken cancellationToken)
    {
        var timeout = account.Settings.Options.Timeout;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(either.Token);
        context.Properties.Set(UpstreamResilience.Deadline, time.GetUtcNow() + timeout);
        try
        {
            var outcome = await account.Pipeline.ExecuteOutcomeAsync(
                static async (context, call) => Outcome.FromResult(await call.TryOnceAsync(context.CancellationToken)),
                context,
                new Call(this, account, method, path, body, idempotencyKey, read));
            return outcome.Exception switch
            {
                null => outcome.Result!,
                BrokenCircuitException open => throw Unavailable(open.RetryAfter),
                OperationCanceledException when !cancellationToken.IsCancellationRequested => throw TimedOut(),
                var other => throw other,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TimedOut();
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>What to tell for an answer that is no success.</summary>
    public PolytomicConnectException Failure(PolytomicAnswer answer)
    {
        switch (answer.Status)
        {
            case 400 or 422:
                return new(ErrorCodes.RejectedByPolytomic, answer.Message ?? "Polytomic refused the request.");
            case 401 or 403:
                Log.KeyRefused(logger, answer.Status);
                return new(ErrorCodes.PolytomicUnauthorized, "The connection cannot be set up right now. The application's administrators have to look at it.");
            case 429:
                return Unavailable(answer.RetryAfter);
            default:
                Log.Failed(logger, answer.Status, answer.IsGarbage ? "an answer that makes no sense" : "a failure");
                return new(ErrorCodes.PolytomicFailed, "Polytomic did not answer as expected. Please try again.");
        }
    }

    private static PolytomicConnectException Unavailable(TimeSpan? retryAfter) =>
        new(ErrorCodes.PolytomicUnavailable, "Polytomic is busy right now. Please try again in a moment.", retryAfter ?? TimeSpan.FromSeconds(5));

    private static PolytomicConnectException TimedOut() =>
        new(ErrorCodes.PolytomicTimeout, "Polytomic took too long to answer. Please try again.");

    private async ValueTask<PolytomicAnswer> TryOnceAsync(Call call, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var status = 0;
        using var activity = ConnectActivities.Source.StartActivity("polytomic.request", ActivityKind.Client);
        try
        {
            using var request = call.CreateRequest();
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            status = (int)response.StatusCode;
            if (status is >= 200 and < 300)
            {
                return await call.Read(response, cancellationToken) ?? new PolytomicAnswer(status) { IsGarbage = true };
            }

            return new PolytomicAnswer(status)
            {
                Message = await ReadMessageAsync(response, call.Account.Token, cancellationToken),
                RetryAfter = RetryAfter.Read(status, response.Headers, time.GetUtcNow()),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The exception's text may hold what an intermediary said; its type is enough to act on.
            Log.Broken(logger, exception.GetType().Name, (exception as HttpRequestException)?.HttpRequestError.ToString() ?? "");
            return new PolytomicAnswer(0);
        }
        finally
        {
            activity?.SetTag("http.response.status_code", status);
            metrics.Upstream(time.GetElapsedTime(started), status);
        }
    }

    private static async ValueTask<string?> ReadMessageAsync(HttpResponseMessage response, string secret, CancellationToken cancellationToken)
    {
        // Only a refusal is explained to anyone; the body of a failure is not even read.
        if ((int)response.StatusCode is not (400 or 422))
        {
            return null;
        }

        using var body = await BoundedBody.ReadAsync(response.Content, LongestError, cancellationToken);
        return body is { } bytes ? ErrorMessage.Read(bytes.Span, secret) : null;
    }

    private readonly record struct Call(
        PolytomicHttp Http, PolytomicAccount Account, HttpMethod Method, string Path, ReadOnlyMemory<byte>? Body, string? IdempotencyKey, Read Read)
    {
        public ValueTask<PolytomicAnswer> TryOnceAsync(CancellationToken cancellationToken) => Http.TryOnceAsync(this, cancellationToken);

        public HttpRequestMessage CreateRequest()
        {
            var request = new HttpRequestMessage(Method, Account.ApiAddress + Path);
            request.Headers.Authorization = Account.Authorization;
            request.Headers.TryAddWithoutValidation("X-Polytomic-Version", Account.Settings.Options.Version);
            if (IdempotencyKey is not null)
            {
                request.Headers.TryAddWithoutValidation("Idempotency-Key", IdempotencyKey);
            }

            if (Body is { } body)
            {
                request.Content = new ReadOnlyMemoryContent(body);
                request.Content.Headers.ContentType = Json;
            }

            return request;
        }
    }

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Error, "Polytomic refused the application's key (status {Status}). Check PolytomicConnect:Token, TokenScheme and BaseUrl, or what the credential provider returns.")]
        public static partial void KeyRefused(ILogger logger, int status);

        [LoggerMessage(1302, LogLevel.Warning, "Polytomic answered with {What} (status {Status}).")]
        public static partial void Failed(ILogger logger, int status, string what);

        [LoggerMessage(1303, LogLevel.Warning, "The exchange with Polytomic broke: {Exception} {Reason}.")]
        public static partial void Broken(ILogger logger, string exception, string reason);
    }
}

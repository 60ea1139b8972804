using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>
/// Retries what Polytomic's own clients retry, as they do (408, 409, 429, 5xx and broken connections; exponential with jitter; the
/// wait that Polytomic asks for comes first), and stops asking for a while when nothing but failures come back.
/// </summary>
internal sealed partial class UpstreamResilience(TimeProvider time, ILogger<UpstreamResilience> logger)
{
    public static readonly ResiliencePropertyKey<Deadline> Deadline = new("deadline");

    private const double Jitter = 0.2;

    /// <summary>Half of what Polytomic's clients take: somebody looks at an empty popup meanwhile.</summary>
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    public ResiliencePipeline<PolytomicAnswer> CreatePipeline(ConnectSettings settings)
    {
        var builder = new ResiliencePipelineBuilder<PolytomicAnswer> { TimeProvider = time };
        if (settings.Options.MaxAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<PolytomicAnswer>
            {
                MaxRetryAttempts = settings.Options.MaxAttempts - 1,
                ShouldHandle = args => new(ShouldRetry(args)),
                DelayGenerator = args => new(Delay(args.AttemptNumber, args.Outcome.Result, Jitter * ((Random.Shared.NextDouble() * 2) - 1))),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<PolytomicAnswer>
            {
                ShouldHandle = args => new(args.Outcome.Result is { IsOutage: true }),
                FailureRatio = 0.8,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(5),
                OnOpened = args =>
                {
                    Log.Opened(logger, args.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    Log.Closed(logger);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>A wait that ends after the deadline is no retry, only a slower answer.</summary>
    private static bool ShouldRetry(RetryPredicateArguments<PolytomicAnswer> args) =>
        args.Outcome.Result is { IsTransient: true } answer
        && args.Context.Properties.TryGetValue(Deadline, out var deadline)
        && Delay(args.AttemptNumber, answer, Jitter) < deadline.Left;

    private static TimeSpan Delay(int attempt, PolytomicAnswer? answer, double jitter) =>
        answer?.RetryAfter ?? FirstDelay * Math.Pow(2, attempt) * (1 + jitter);

    private static partial class Log
    {
        [LoggerMessage(1307, LogLevel.Error, "Polytomic fails nearly every request made with this key: none is sent for {Duration}.")]
        public static partial void Opened(ILogger logger, TimeSpan duration);

        [LoggerMessage(1308, LogLevel.Information, "Polytomic answers again.")]
        public static partial void Closed(ILogger logger);
    }
}

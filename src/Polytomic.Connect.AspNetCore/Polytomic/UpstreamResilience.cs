using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>
/// Retries what Polytomic's own clients retry, as they do (408, 409, 429, 5xx and broken connections; exponential with jitter; the
/// wait that Polytomic asks for comes first), and stops asking for a while when nothing but failures come back.
/// </summary>
internal sealed class UpstreamResilience(TimeProvider time)
{
    public static readonly ResiliencePropertyKey<DateTimeOffset> Deadline = new("deadline");

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    public ResiliencePipeline<PolytomicAnswer> CreatePipeline(ConnectSettings settings)
    {
        var builder = new ResiliencePipelineBuilder<PolytomicAnswer> { TimeProvider = time };
        if (settings.Options.MaxAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<PolytomicAnswer>
            {
                MaxRetryAttempts = settings.Options.MaxAttempts - 1,
                ShouldHandle = ShouldRetry,
                DelayGenerator = args => new(Delay(args.AttemptNumber, args.Outcome.Result)),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<PolytomicAnswer>
            {
                ShouldHandle = args => new(args.Outcome.Result is { IsOutage: true }),
                FailureRatio = 0.8,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(5),
            })
            .Build();
    }

    private ValueTask<bool> ShouldRetry(RetryPredicateArguments<PolytomicAnswer> args)
    {
        if (args.Outcome.Result is not { IsTransient: true } answer)
        {
            return new(false);
        }

        // A wait that ends after the deadline is no retry, only a slower answer.
        var wait = answer.RetryAfter ?? FirstDelay;
        return new(!args.Context.Properties.TryGetValue(Deadline, out var deadline) || time.GetUtcNow() + wait < deadline);
    }

    private static TimeSpan Delay(int attempt, PolytomicAnswer? answer)
    {
        if (answer?.RetryAfter is { } asked)
        {
            return asked;
        }

        var jitter = 0.8 + (Random.Shared.NextDouble() * 0.4);
        return FirstDelay * Math.Pow(2, attempt) * jitter;
    }
}

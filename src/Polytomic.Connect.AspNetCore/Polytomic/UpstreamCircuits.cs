using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Makes the circuits of accounts.</summary>
internal sealed partial class UpstreamCircuits(TimeProvider time, ILogger<UpstreamCircuits> logger)
{
    public UpstreamCircuit Create()
    {
        var state = new CircuitBreakerStateProvider();
        return new UpstreamCircuit(Build(state), state);
    }

    private ResiliencePipeline<PolytomicAnswer> Build(CircuitBreakerStateProvider state) => new ResiliencePipelineBuilder<PolytomicAnswer> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<PolytomicAnswer>
        {
            StateProvider = state,
            ShouldHandle = args => new(args.Outcome.Result is { IsOutage: true }),
            FailureRatio = 0.8,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(5),
            OnOpened = args =>
            {
                Log.CircuitOpened(logger, args.BreakDuration);
                return default;
            },
            OnClosed = _ =>
            {
                Log.CircuitClosed(logger);
                return default;
            },
        })
        .Build();

    private static partial class Log
    {
        [LoggerMessage(1307, LogLevel.Error, "Polytomic fails nearly every request made with this key: none is sent for {Duration}.")]
        public static partial void CircuitOpened(ILogger logger, TimeSpan duration);

        [LoggerMessage(1308, LogLevel.Information, "Polytomic answers again.")]
        public static partial void CircuitClosed(ILogger logger);
    }
}

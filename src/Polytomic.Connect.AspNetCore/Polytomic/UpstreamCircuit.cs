using Polly;
using Polly.CircuitBreaker;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>
/// Stops asking for a while when nothing but failures come back. While it is closed a call is made outside of it, and it is only told what
/// came of that: within it, a call costs 430 B and two layers of tasks more.
/// </summary>
internal sealed class UpstreamCircuit(ResiliencePipeline<PolytomicAnswer> breaker, CircuitBreakerStateProvider state)
{
    public bool IsClosed => state.CircuitState == CircuitState.Closed;

    /// <summary>Makes a call where the circuit may be open; then there is an exception in place of an answer.</summary>
    public async ValueTask<Outcome<PolytomicAnswer>> TryAsync<TState>(Func<TState, ValueTask<PolytomicAnswer>> call, TState argument, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await breaker.ExecuteOutcomeAsync(static async (_, made) => Outcome.FromResult(await made.call(made.argument)), context, (call, argument));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Tells what came of a call that was made outside. One that began before the circuit opened does not close it.</summary>
    public ValueTask NoteAsync(PolytomicAnswer answer) => IsClosed ? CountAsync(answer) : default;

    private async ValueTask CountAsync(PolytomicAnswer answer) => await TryAsync(static answer => new ValueTask<PolytomicAnswer>(answer), answer, CancellationToken.None);
}

using Microsoft.Extensions.ObjectPool;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>The time that one piece of work may take upstream, over all of its calls and their tries.</summary>
internal sealed class Deadline : IDisposable
{
    // A timer costs more than what it guards, nearly always: it is set again, not made again.
    private static readonly ObjectPool<CancellationTokenSource> Sources = new DefaultObjectPool<CancellationTokenSource>(new SourcePolicy(), maximumRetained: 256);

    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _callerLeft;
    private readonly CancellationToken _caller;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TimeSpan _timeout;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _timeout = timeout;
        _time = time;
        _caller = caller;
        _started = time.GetTimestamp();
        if (time == TimeProvider.System)
        {
            _source = Sources.Get();
            _source.CancelAfter(timeout);
        }
        else
        {
            _source = new CancellationTokenSource(timeout, time);
        }

        _callerLeft = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Cancelled when the time is over, and when the caller gives up.</summary>
    public CancellationToken Token => _source.Token;

    public TimeSpan Left => _timeout - _time.GetElapsedTime(_started);

    /// <summary>Whether it was the time that ended the work, not the caller.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Waits for work that others wait for too: it goes on when this wait ends.</summary>
    /// <exception cref="PolytomicConnectException">The time was over first.</exception>
    public async Task<T> WaitAsync<T>(Task<T> shared)
    {
        try
        {
            return await shared.WaitAsync(Token);
        }
        catch (OperationCanceledException) when (IsOver)
        {
            throw PolytomicFailure.TimedOut();
        }
    }

    public void Dispose()
    {
        // Waits for a cancellation under way: nothing of this work can reach the next.
        _callerLeft.Dispose();
        Sources.Return(_source);
    }

    private sealed class SourcePolicy : PooledObjectPolicy<CancellationTokenSource>
    {
        public override CancellationTokenSource Create() => new();

        public override bool Return(CancellationTokenSource source)
        {
            if (source.TryReset())
            {
                return true;
            }

            source.Dispose();
            return false;
        }
    }
}

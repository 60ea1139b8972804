namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>The time that one piece of work may take upstream, over all of its calls and their tries.</summary>
internal sealed class Deadline : IDisposable
{
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
        _source = new CancellationTokenSource(timeout, time);
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
        _callerLeft.Dispose();
        _source.Dispose();
    }
}

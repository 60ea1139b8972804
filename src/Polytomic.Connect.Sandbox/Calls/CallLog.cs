namespace Polytomic.Connect.Sandbox.Calls;

/// <summary>The last hundred calls of the API.</summary>
internal sealed class CallLog
{
    private const int Kept = 100;

    private readonly object _lock = new();
    private readonly Queue<SandboxCall> _calls = new();

    public void Add(SandboxCall call)
    {
        lock (_lock)
        {
            _calls.Enqueue(call);
            if (_calls.Count > Kept)
            {
                _calls.Dequeue();
            }
        }
    }

    /// <summary>The newest one first.</summary>
    public IReadOnlyList<SandboxCall> Recent()
    {
        lock (_lock)
        {
            return [.. _calls.Reverse()];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _calls.Clear();
        }
    }
}

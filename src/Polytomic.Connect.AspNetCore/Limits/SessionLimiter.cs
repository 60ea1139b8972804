namespace Polytomic.Connect.AspNetCore.Limits;

/// <summary>
/// Counts the sessions that each key starts on this node, in a window that opens with the key's first session. Memory is bounded however
/// many keys there are: beyond <see cref="MostKeys"/> the oldest windows are forgotten, which are the ones that end first.
/// </summary>
internal sealed class SessionLimiter(TimeProvider time)
{
    public const int MostKeys = 100_000;

    private readonly object _lock = new();
    private readonly Dictionary<UInt128, Window> _windows = [];

    // In the order of their opening. A window that was replaced by a newer one of its key stays in here until its turn comes.
    private readonly Queue<(UInt128 Key, long Opened)> _opened = [];

    /// <summary>How many keys are remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _windows.Count;
            }
        }
    }

    /// <summary>Takes one permit of <paramref name="key"/>; where there is none left, tells when the window ends.</summary>
    public bool TryAcquire(in UInt128 key, ConnectRateLimit limit, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (limit.PermitLimit <= 0)
        {
            return true;
        }

        lock (_lock)
        {
            var now = time.GetTimestamp();
            Forget(now, limit.Window);
            if (!_windows.TryGetValue(key, out var window) || time.GetElapsedTime(window.Opened, now) >= limit.Window)
            {
                Open(key, now);
                return true;
            }

            if (window.Used >= limit.PermitLimit)
            {
                retryAfter = limit.Window - time.GetElapsedTime(window.Opened, now);
                return false;
            }

            _windows[key] = window with { Used = window.Used + 1 };
            return true;
        }
    }

    private void Open(in UInt128 key, long now)
    {
        if (_opened.Count == MostKeys)
        {
            ForgetOldest();
        }

        _windows[key] = new Window(now, 1);
        _opened.Enqueue((key, now));
    }

    /// <summary>Two windows that ended for each call: forgetting keeps up with opening, and no call pays for many.</summary>
    private void Forget(long now, TimeSpan length)
    {
        for (var i = 0; i < 2 && _opened.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Opened, now) >= length; i++)
        {
            ForgetOldest();
        }
    }

    private void ForgetOldest()
    {
        var (key, opened) = _opened.Dequeue();
        if (_windows.TryGetValue(key, out var window) && window.Opened == opened)
        {
            _windows.Remove(key);
        }
    }

    private readonly record struct Window(long Opened, int Used);
}

namespace Polytomic.Connect.AspNetCore.Limits;

internal sealed class SessionLimiter
{
    public bool TryAcquire(UInt128 key, ConnectRateLimit limit, out TimeSpan retryAfter) { retryAfter = default; return true; }
}

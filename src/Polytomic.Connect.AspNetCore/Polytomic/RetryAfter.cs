using System.Globalization;
using System.Net.Http.Headers;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>How long an answer asks to wait: <c>Retry-After</c> in seconds or as a date, else <c>X-RateLimit-Reset</c> in epoch seconds.</summary>
internal static class RetryAfter
{
    /// <summary>A wait of years is a mistake somewhere, and more than clients can read.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <returns>The wait; null where none is asked for, or one that is over by now.</returns>
    public static TimeSpan? Read(int status, HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is { } asked)
        {
            return Sensible(asked.Delta ?? asked.Date - now);
        }

        // Polytomic counts on every answer; only where the count was the reason is its end worth waiting for.
        if (status == 429
            && headers.TryGetValues("X-RateLimit-Reset", out var values)
            && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && reset <= LastSecond)
        {
            return Sensible(DateTimeOffset.FromUnixTimeSeconds(reset) - now);
        }

        return null;
    }

    private static TimeSpan? Sensible(TimeSpan? wait) => wait > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(wait.Value.Ticks, Longest.Ticks)) : null;
}

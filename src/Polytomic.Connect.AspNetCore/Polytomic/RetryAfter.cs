using System.Globalization;
using System.Net.Http.Headers;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>How long an answer asks to wait: <c>Retry-After</c> in seconds or as a date, else <c>X-RateLimit-Reset</c> in epoch seconds.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Read(int status, HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is { } asked)
        {
            return Positive(asked.Delta ?? asked.Date - now);
        }

        // Polytomic counts on every answer; only where the count was the reason is its end worth waiting for.
        if (status == 429
            && headers.TryGetValues("X-RateLimit-Reset", out var values)
            && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && reset < DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return Positive(DateTimeOffset.FromUnixTimeSeconds(reset) - now);
        }

        return null;
    }

    private static TimeSpan? Positive(TimeSpan? wait) => wait > TimeSpan.Zero ? wait : wait is null ? null : TimeSpan.Zero;
}

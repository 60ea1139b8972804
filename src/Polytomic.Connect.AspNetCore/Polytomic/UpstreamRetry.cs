namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>
/// Retries what Polytomic's own clients retry, as they do: 408, 409, 429, 5xx and broken connections; exponential with jitter; the
/// wait that Polytomic asks for comes first.
/// </summary>
internal static class UpstreamRetry
{
    private const double Jitter = 0.2;

    /// <summary>Half of what Polytomic's clients take: somebody looks at an empty popup meanwhile.</summary>
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait before another try; null where there is to be none.</summary>
    /// <param name="answer">What the last try came to.</param>
    /// <param name="tries">How many there were.</param>
    /// <param name="call">The call.</param>
    public static TimeSpan? After(PolytomicAnswer answer, int tries, UpstreamCall call)
    {
        // A wait that ends after the deadline is no retry, only a slower answer.
        if (!answer.IsTransient || tries >= call.Account.Settings.Options.MaxAttempts || Delay(answer, tries, Jitter) >= call.Deadline.Left)
        {
            return null;
        }

        return Delay(answer, tries, Jitter * ((Random.Shared.NextDouble() * 2) - 1));
    }

    private static TimeSpan Delay(PolytomicAnswer answer, int tries, double jitter) =>
        answer.RetryAfter ?? FirstDelay * Math.Pow(2, tries - 1) * (1 + jitter);
}

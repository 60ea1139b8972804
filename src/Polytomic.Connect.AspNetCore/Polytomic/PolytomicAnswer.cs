using System.Net;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>What one try upstream came to: a value that was read from a success, or the reason why there is none.</summary>
internal class PolytomicAnswer(int status)
{
    /// <summary>The HTTP status; 0 where no answer arrived whole.</summary>
    public int Status { get; } = status;

    /// <summary>What Polytomic says of a refusal, fit to be shown; null where it says nothing.</summary>
    public string? Message { get; init; }

    /// <summary>How long Polytomic asks to wait, where it does.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A success that makes no sense: another try with the same idempotency key would read the same.</summary>
    public bool IsGarbage { get; init; }

    /// <summary>The time was over before an answer arrived whole.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>Whether another try may fare better, by Polytomic's own rules.</summary>
    public bool IsTransient => Status is 0 or 408 or 409 or 429 or >= 500;

    /// <summary>Whether this try speaks against Polytomic's health. A limit or a call in flight does not: both are this caller's own.</summary>
    public bool IsOutage => Status is 0 or 408 or >= 500;

    public bool IsSuccess => Status is >= 200 and < 300 && !IsGarbage;

    /// <summary>What answered is hardly Polytomic's API: another try would find the same.</summary>
    public bool IsElsewhere => Status is >= 300 and < 400 or 404 or 405;

    public bool IsNotFound => Status == (int)HttpStatusCode.NotFound;
}

/// <summary>A success that was read.</summary>
internal sealed class PolytomicAnswer<T>(int status, T value) : PolytomicAnswer(status)
{
    public T Value { get; } = value;
}

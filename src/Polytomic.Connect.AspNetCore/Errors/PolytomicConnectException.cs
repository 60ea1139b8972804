namespace Polytomic.Connect.AspNetCore;

/// <summary>A request that was refused, or that Polytomic failed. The message is fit for the user; it never holds a secret.</summary>
public sealed class PolytomicConnectException : Exception
{
    internal PolytomicConnectException(string code, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        RetryAfter = retryAfter;
    }

    /// <summary>The stable code, such as <c>integration_not_allowed</c>: the same as in the endpoint's answer.</summary>
    public string Code { get; }

    /// <summary>How long to wait before another try, where that is known (<c>rate_limited</c>, <c>polytomic_unavailable</c>).</summary>
    public TimeSpan? RetryAfter { get; }
}

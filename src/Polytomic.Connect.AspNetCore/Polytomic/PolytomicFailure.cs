using Polytomic.Connect.AspNetCore.Errors;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>What callers are told when Polytomic does not do what was asked of it.</summary>
internal static class PolytomicFailure
{
    private const string ForAdministrators = "The connection cannot be set up right now. The application's administrators have to look at it.";

    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(5);

    public static PolytomicConnectException Of(PolytomicAnswer answer) => answer switch
    {
        { IsTimeout: true } => TimedOut(),
        { Status: 400 or 422 } => new(ErrorCodes.RejectedByPolytomic, answer.Message ?? "Polytomic refused the request."),
        // Whose mistake this is does not concern the user.
        { Status: 401 or 403 } => new(ErrorCodes.PolytomicUnauthorized, ForAdministrators),
        { IsElsewhere: true } => new(ErrorCodes.PolytomicFailed, ForAdministrators),
        { Status: 429 } => Unavailable(answer.RetryAfter),
        _ => new(ErrorCodes.PolytomicFailed, "Polytomic did not answer as expected. Please try again."),
    };

    public static PolytomicConnectException Unavailable(TimeSpan? retryAfter) =>
        new(ErrorCodes.PolytomicUnavailable, "Polytomic is busy right now. Please try again in a moment.", retryAfter ?? UsualWait);

    public static PolytomicConnectException TimedOut() =>
        new(ErrorCodes.PolytomicTimeout, "Polytomic took too long to answer. Please try again.");
}

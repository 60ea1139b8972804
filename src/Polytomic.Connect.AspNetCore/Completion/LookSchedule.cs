using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>When the background looks for a session: soon while it is young, seldom later, and once more at its end.</summary>
internal static class LookSchedule
{
    public static bool IsDue(PendingTimes session, DateTimeOffset now)
    {
        var sinceLast = now - session.LastLookedFor;
        return sinceLast >= Interval(now - session.StartedAt)
            || (now > session.ExpiresAt && session.LastLookedFor <= session.ExpiresAt);
    }

    private static TimeSpan Interval(TimeSpan age) => TimeSpan.FromSeconds(age.TotalMinutes switch
    {
        < 1 => 5,
        < 5 => 15,
        _ => 30,
    });
}

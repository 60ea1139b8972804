using System.Diagnostics;

namespace Polytomic.Connect.AspNetCore.Diagnostics;

/// <summary>The product's traces.</summary>
internal static class ConnectActivities
{
    public const string Name = "Polytomic.Connect.AspNetCore";

    public static readonly ActivitySource Source = new(Name);

    /// <summary>Notes on the activity of one try upstream how it ended.</summary>
    /// <param name="activity">The activity, where anybody listens.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="status">The status of the answer; null where none came.</param>
    public static void End(Activity? activity, HttpMethod method, int? status)
    {
        activity?.SetTag("http.request.method", method.Method);
        activity?.SetTag("http.response.status_code", status);
        activity?.SetStatus(status is >= 200 and < 400 ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
    }
}

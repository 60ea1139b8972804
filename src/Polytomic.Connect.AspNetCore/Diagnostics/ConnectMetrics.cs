using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Polytomic.Connect.AspNetCore.Diagnostics;

/// <summary>The product's instruments.</summary>
internal sealed class ConnectMetrics
{
    private readonly Counter<long> _sessions;
    private readonly Counter<long> _completions;
    private readonly Histogram<double> _upstream;

    public ConnectMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ConnectActivities.Name);
        _sessions = meter.CreateCounter<long>("polytomic.connect.sessions", "{session}", "Sessions that were asked for.");
        _completions = meter.CreateCounter<long>("polytomic.connect.completions", "{completion}", "Connections whose handlers all succeeded.");
        _upstream = meter.CreateHistogram<double>("polytomic.connect.upstream.duration", "s", "Duration of one try of a call to Polytomic.");
    }

    /// <param name="outcome"><c>started</c>, or the code of the refusal.</param>
    /// <param name="integration">The one integration asked for; null where there was a choice, or where nobody knows it: a caller's text is no tag.</param>
    public void Session(string outcome, string? integration)
    {
        if (_sessions.Enabled)
        {
            _sessions.Add(1, new("outcome", outcome), new("integration", integration ?? "any"));
        }
    }

    public void Completion() => _completions.Add(1);

    public void Upstream(TimeSpan duration, int status)
    {
        if (_upstream.Enabled)
        {
            _upstream.Record(duration.TotalSeconds, new TagList { { "http.response.status_code", status } });
        }
    }
}

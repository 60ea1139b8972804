using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Polytomic.Connect.AspNetCore.Diagnostics;

/// <summary>The product's instruments.</summary>
internal sealed class ConnectMetrics
{
    /// <summary>The outcome of a session that Polytomic took.</summary>
    public const string Started = "started";

    private const int MostIntegrations = 1000;

    private readonly ConcurrentDictionary<string, bool> _integrations = new(StringComparer.Ordinal);
    private readonly Counter<long> _sessions;
    private readonly Counter<long> _completions;
    private readonly Histogram<double> _upstream;

    public ConnectMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ConnectActivities.Name);
        _sessions = meter.CreateCounter<long>("polytomic.connect.sessions", "{session}", "Sessions that were asked for.");
        _completions = meter.CreateCounter<long>("polytomic.connect.completions", "{completion}", "Connections whose handlers all succeeded.");
        _upstream = meter.CreateHistogram<double>(
            "polytomic.connect.upstream.duration",
            "s",
            "Duration of one try of a call to Polytomic."
#if NET9_0_OR_GREATER
            ,
            tags: null,
            // Without it OpenTelemetry's buckets are made for milliseconds, and every call is in the first.
            advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] }
#endif
            );
    }

    /// <param name="outcome"><c>started</c>, or the code of the refusal.</param>
    /// <param name="integration">The one integration asked for; null where there was a choice, or where the request was refused before.</param>
    public void Session(string outcome, string? integration)
    {
        if (_sessions.Enabled)
        {
            _sessions.Add(1, new("outcome", outcome), new("integration", integration is null ? "any" : Tag(outcome, integration)));
        }
    }

    /// <summary>Who may connect everything may ask for anything: an integration is one once Polytomic took it. A caller's text is no tag.</summary>
    private string Tag(string outcome, string integration)
    {
        if (_integrations.ContainsKey(integration))
        {
            return integration;
        }

        return outcome == Started && _integrations.Count < MostIntegrations && _integrations.TryAdd(integration, true) ? integration : "other";
    }

    public void Completion() => _completions.Add(1);

    /// <param name="duration">Of one try, its body included.</param>
    /// <param name="status">The status of the answer; null where none came, and then there is no such tag.</param>
    public void Upstream(TimeSpan duration, int? status)
    {
        if (_upstream.Enabled)
        {
            _upstream.Record(duration.TotalSeconds, status is null ? default : new TagList { { "http.response.status_code", status } });
        }
    }
}

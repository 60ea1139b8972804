using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;

namespace Polytomic.Connect.AspNetCore.Tests.Secrets;

/// <summary>Keeps all that leaves the process by the side: activities, metrics and exceptions, whoever they come from. Logs and answers are put in by the test.</summary>
internal sealed class Witness : IDisposable
{
    private readonly ConcurrentQueue<(string Source, string Text)> _seen = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _metrics = new();

    public Witness()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(_activities);
        _metrics.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _metrics.Start();
        AppDomain.CurrentDomain.FirstChanceException += Note;
    }

    public IEnumerable<(string Source, string Text)> Seen => _seen;

    public void Note(string source, string text) => _seen.Enqueue((source, text));

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Note;
        _activities.Dispose();
        _metrics.Dispose();
    }

    private void Note(Activity activity) => Note(
        "activity " + activity.Source.Name,
        $"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {Text(activity.TagObjects)} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.Select(e => e.Name + Text(e.Tags)))}");

    private void Note(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Note("metric " + instrument.Name, $"{value} {Text(tags.ToArray())}");

    private void Note(object? sender, FirstChanceExceptionEventArgs thrown) =>
        Note("exception " + thrown.Exception.GetType().Name, thrown.Exception.Message + thrown.Exception.InnerException?.Message);

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));
}

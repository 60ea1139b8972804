using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Polytomic.Connect.AspNetCore.Tests.Diagnostics;

/// <summary>What the product's meter measures in one application.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly MeterListener _listener = new();

    public Measurements(IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Tests run side by side: the scope of a meter is the factory that made it.
            if (instrument.Meter.Name == "Polytomic.Connect.AspNetCore" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _seen.Enqueue($"{instrument.Name}{Text(tags)}: {value}"));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _seen.Enqueue($"{instrument.Name} ({instrument.Unit}){Text(tags)}: {(value is > 0 and < 60 ? "some" : "odd")}"));
        _listener.Start();
    }

    /// <summary>As <c>name tag=value: value</c>.</summary>
    public string[] Of(string instrument) => [.. _seen.Where(one => one.StartsWith(instrument, StringComparison.Ordinal))];

    public void Dispose() => _listener.Dispose();

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
}

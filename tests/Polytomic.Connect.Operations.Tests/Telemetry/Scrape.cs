using System.Text.RegularExpressions;

namespace Polytomic.Connect.Operations.Tests.Telemetry;

/// <summary>The series of an answer in Prometheus' text format.</summary>
internal sealed partial class Scrape
{
    /// <summary>The labels that any series of a metric has, by the metric's name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlySet<string>> Labels { get; init; }

    /// <summary>The values of a label, by the metric's name and the label's; empty for a series without it.</summary>
    public required ILookup<(string Metric, string Label), string> Values { get; init; }

    public static Scrape Parse(string text)
    {
        var series = text.Split('\n')
            .Select(line => Series().Match(line))
            .Where(match => match.Success)
            .Select(match => (
                Metric: match.Groups["metric"].Value,
                Labels: Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups["label"].Value, label => label.Groups["value"].Value)))
            .ToList();
        var labels = series.GroupBy(one => one.Metric).ToDictionary(
            group => group.Key,
            IReadOnlySet<string> (group) => group.SelectMany(one => one.Labels.Keys).ToHashSet());
        return new Scrape
        {
            Labels = labels,
            Values = series.SelectMany(one => labels[one.Metric].Select(label => (Key: (one.Metric, label), Value: one.Labels.GetValueOrDefault(label, ""))))
                .ToLookup(one => one.Key, one => one.Value),
        };
    }

    [GeneratedRegex(@"^(?<metric>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[^}]*)\})? ")]
    private static partial Regex Series();

    [GeneratedRegex("(?<label>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Label();
}

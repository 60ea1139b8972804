using System.Text.RegularExpressions;

namespace Polytomic.Connect.Operations.Tests.Telemetry;

/// <summary>What a query of ours names: its metrics, each with the labels that it is selected or grouped by.</summary>
internal sealed partial class PrometheusQuery(string text)
{
    public IEnumerable<string> Metrics => Metric().Matches(text).Select(match => match.Groups["metric"].Value);

    /// <summary>Labels between braces, with the metric before them and the texts that they are compared with.</summary>
    public IEnumerable<(string Metric, string Label, string Operator, string Value)> Selected => Metric().Matches(text).SelectMany(metric =>
        Matcher().Matches(metric.Groups["selector"].Value).Select(matcher => (
            metric.Groups["metric"].Value, matcher.Groups["label"].Value, matcher.Groups["operator"].Value, matcher.Groups["value"].Value)));

    /// <summary>Labels of <c>by (...)</c>.</summary>
    public IEnumerable<string> Grouped => By().Matches(text).SelectMany(match => match.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries));

    /// <summary>What is left of the query is functions, operators and numbers.</summary>
    public IEnumerable<string> OtherWords => Word().Matches(By().Replace(Metric().Replace(text, ""), "")).Select(match => match.Value);

    [GeneratedRegex(@"(?<metric>polytomic_\w+)(\{(?<selector>[^}]*)\})?(\[[^\]]*\])?")]
    private static partial Regex Metric();

    [GeneratedRegex("""(?<label>\w+)\s*(?<operator>=~|!~|!=|=)\s*"(?<value>[^"]*)""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\bby \((?<labels>[^)]*)\)")]
    private static partial Regex By();

    [GeneratedRegex(@"[a-zA-Z_]\w*")]
    private static partial Regex Word();
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Polytomic.Connect.Operations.Tests.Documents;
using Polytomic.Connect.Packages.Tests;

namespace Polytomic.Connect.Operations.Tests.Telemetry;

/// <summary>The dashboard, and the queries of the page, ask for what the product measures.</summary>
public sealed partial class DashboardTests(ObservedShop shop) : IClassFixture<ObservedShop>
{
    private static readonly string[] Functions = ["sum", "rate", "increase", "histogram_quantile", "vector", "or"];

    private static readonly JsonNode Dashboard = JsonNode.Parse(Repository.Read("docs", "dashboard", "polytomic-connect.json"))!;

    public static TheoryData<string> Queries =>
        [.. Targets().Select(target => target["expr"]!.GetValue<string>()).Concat(Document.Operations.Blocks("promql").Select(block => block.Trim())).Distinct()];

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_names_metrics_and_labels_that_exist(string text)
    {
        var query = new PrometheusQuery(text);

        Assert.NotEmpty(query.Metrics);
        Assert.All(query.Metrics, metric => Assert.Contains(metric, shop.Scrape.Labels.Keys));
        Assert.All(query.Selected, selected => Assert.Contains(selected.Label, shop.Scrape.Labels[selected.Metric]));
        Assert.All(query.Grouped, label => Assert.All(query.Metrics, metric => Assert.Contains(label, shop.Scrape.Labels[metric])));
        Assert.Empty(query.OtherWords.Except(Functions));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_selects_something_of_what_happened(string text)
    {
        foreach (var (metric, label, comparison, value) in new PrometheusQuery(text).Selected)
        {
            Assert.Contains(shop.Scrape.Values[(metric, label)], one => comparison switch
            {
                "=" => one == value,
                "!=" => one != value,
                "=~" => Regex.IsMatch(one, $"^(?:{value})$"),
                _ => !Regex.IsMatch(one, $"^(?:{value})$"),
            });
        }
    }

    [Fact]
    public void Every_instrument_is_on_it()
    {
        var asked = Targets().SelectMany(target => new PrometheusQuery(target["expr"]!.GetValue<string>()).Metrics).ToHashSet();

        var measured = shop.Scrape.Labels.Keys.Where(metric => metric.StartsWith("polytomic_", StringComparison.Ordinal)).Select(Histogram).Distinct();
        Assert.Equal(["polytomic_connect_completions_total", "polytomic_connect_sessions_total", "polytomic_connect_upstream_duration_seconds"], measured.Order());
        Assert.Subset(asked.Select(Histogram).ToHashSet(), measured.ToHashSet());
    }

    [Fact]
    public void A_legend_names_labels_that_its_query_keeps()
    {
        foreach (var target in Targets())
        {
            var named = Legend().Matches(target["legendFormat"]!.GetValue<string>()).Select(match => match.Groups[1].Value);
            Assert.Subset(new PrometheusQuery(target["expr"]!.GetValue<string>()).Grouped.ToHashSet(), named.ToHashSet());
        }
    }

    [Fact]
    public void Its_panels_have_ids_titles_and_places_of_their_own()
    {
        var panels = Panels().ToList();

        Assert.NotEmpty(panels);
        Assert.Equal(panels.Count, panels.Select(panel => panel["id"]!.GetValue<int>()).Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(panel => panel["title"]!.GetValue<string>()).Distinct().Count());
        var taken = panels.SelectMany(panel => Cells(panel["gridPos"]!)).ToList();
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.All(taken, cell => Assert.InRange(cell.X, 0, 23));
        Assert.All(panels, panel => Assert.Equal("${datasource}", panel["datasource"]!["uid"]!.GetValue<string>()));
        Assert.Equal("datasource", Assert.Single(Dashboard["templating"]!["list"]!.AsArray())!["name"]!.GetValue<string>());
    }

    [Fact]
    public void The_page_lists_the_instruments_as_they_are()
    {
        foreach (var row in Document.Operations.Rows("instrument"))
        {
            var names = Code().Matches(row[1]).Select(match => match.Groups[1].Value).ToList();
            var metrics = names.Select(name => name.StartsWith('_') ? names[0].Replace("_bucket", name) : name).ToList();
            Assert.All(metrics, metric => Assert.Contains(metric, shop.Scrape.Labels.Keys));
            var labels = shop.Scrape.Labels[metrics[0]].Where(label => label != "le" && !label.StartsWith("otel_scope", StringComparison.Ordinal));
            Assert.Subset(Code().Matches(row[2]).Select(match => match.Groups[1].Value).ToHashSet(), labels.ToHashSet());
        }
    }

    [Fact]
    public void The_buckets_fit_calls_that_take_less_than_ten_seconds()
    {
        var bounds = shop.Scrape.Values[("polytomic_connect_upstream_duration_seconds_bucket", "le")].Distinct().ToList();

        Assert.Contains("0.005", bounds);
        Assert.Contains("10", bounds);
        Assert.DoesNotContain("1000", bounds);
    }

    [Fact]
    public void The_spans_are_those_of_the_page()
    {
        Assert.Equal(["polytomic.connect.completion", "polytomic.connect.upstream"], shop.Spans.Distinct().Order());
        Assert.All(shop.Spans.Distinct(), span => Assert.Contains($"`{span}`", Document.Operations.Text));
    }

    private static string Histogram(string metric) => Part().Replace(metric, "");

    private static IEnumerable<(int X, int Y)> Cells(JsonNode place)
    {
        var (x, y, width, height) = (place["x"]!.GetValue<int>(), place["y"]!.GetValue<int>(), place["w"]!.GetValue<int>(), place["h"]!.GetValue<int>());
        return Enumerable.Range(x, width).SelectMany(column => Enumerable.Range(y, height).Select(row => (column, row)));
    }

    private static IEnumerable<JsonNode> Panels() => Dashboard["panels"]!.AsArray().OfType<JsonNode>();

    private static IEnumerable<JsonNode> Targets() => Panels().SelectMany(panel => panel["targets"]!.AsArray().OfType<JsonNode>());

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Legend();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}

using System.Text.RegularExpressions;
using Gateway.Observability;
using Gateway.Problems;

namespace Gateway.IntegrationTests.Observability;

/// <summary>The alerts and the dashboard of deploy/monitoring ask for what a gateway has: an alert on a name that is none never fires.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string Questions = string.Concat(
        new[] { "alerts.yml", "dashboard.json" }.Select(file => File.ReadAllText(Path.Combine(Repository.Root, "deploy", "monitoring", file))));

    private static readonly string Operations = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    [Fact]
    public async Task Every_metric_exists()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'", settings: new Dictionary<string, string?> { ["Gateway:Prometheus:Enabled"] = "true" });
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        var page = PrometheusExposition.Parse(await api.Gateway.Admin.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
        var known = page.Types.Keys.Union(Metrics().Keys).ToHashSet();

        var asked = Metric().Matches(Questions).Select(match => Family(match.Value)).Distinct().ToList();
        Assert.True(asked.Count > 10);
        Assert.Empty(asked.Except(known));
    }

    [Fact]
    public void Every_label_of_the_gateways_own_metrics_exists()
    {
        string[] ofPrometheus = ["instance", "job", "le"];
        foreach (var selected in Selected().Matches(Questions).Where(match => match.Groups["metric"].Value.StartsWith("gateway_", StringComparison.Ordinal)))
        {
            var labels = Label().Matches(selected.Groups["labels"].Value).Select(label => label.Groups["name"].Value).Except(ofPrometheus);
            Assert.All(labels, label => Assert.Contains($"`{label}`", Metrics()[Family(selected.Groups["metric"].Value)], StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_outcome_is_one_that_a_request_can_have()
    {
        var outcomes = Outcome().Matches(Questions).SelectMany(match => match.Groups["codes"].Value.Split('|')).Distinct().ToList();
        Assert.NotEmpty(outcomes);
        Assert.Empty(outcomes.Except(Refusal.All.Select(refusal => refusal.Code)).Except([RequestOutcome.Allowed]));
    }

    [Fact]
    public void What_to_do_about_every_alert_is_in_the_document()
    {
        var alerts = Alert().Matches(Questions).Select(match => match.Groups["name"].Value).ToList();
        Assert.Equal(alerts, Runbook().Matches(Operations).Select(match => match.Groups["name"].Value));
    }

    /// <summary>The table of docs/operations.md, which another test compares with a running gateway: what Prometheus calls a metric, and its tags.</summary>
    private static Dictionary<string, string> Metrics() => Row().Matches(Operations).ToDictionary(
        row => row.Groups["name"].Value.Replace('.', '_')
            + (row.Groups["unit"].Value == "s" ? "_seconds" : "")
            + (row.Groups["type"].Value == "counter" ? "_total" : ""),
        row => row.Groups["tags"].Value);

    private static string Family(string name) => OfHistogram().Replace(name, "");

    [GeneratedRegex(@"\b(?:gateway|http|kestrel|dotnet)_[a-z_]+\b(?![""'])")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(?<metric>\b[a-z_]+)\{(?<labels>[^}]*)\}")]
    private static partial Regex Selected();

    [GeneratedRegex(@"(?<name>[a-z_]+)[=!]")]
    private static partial Regex Label();

    [GeneratedRegex(@"outcome(?:=|=~|!=)\\?""(?<codes>[a-z_|]+)\\?""")]
    private static partial Regex Outcome();

    [GeneratedRegex("- alert: (?<name>[A-Za-z]+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^### (?<name>Gateway[A-Z][A-Za-z]+)$", RegexOptions.Multiline)]
    private static partial Regex Runbook();

    [GeneratedRegex(@"^\| `(?<name>gateway\.[a-z_.]+)` \| (?<type>[^|]*) \| (?<unit>[^|]*) \| (?<tags>[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex OfHistogram();
}

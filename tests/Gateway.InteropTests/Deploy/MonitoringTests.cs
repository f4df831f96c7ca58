using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Deploy;

/// <summary>deploy/monitoring, judged by Prometheus' own tool.</summary>
public sealed class MonitoringTests
{
    private static readonly string Folder = Repository.PathOf("deploy/monitoring");

    [SkippableFact]
    public async Task Each_alert_fires_on_what_it_is_for_and_is_silent_beside_it()
    {
        var (code, output) = await PromtoolAsync("test", "rules", Path.Combine(Folder, "alerts.test.yml"));
        Assert.True(code == 0, output);
        var rules = await File.ReadAllTextAsync(Path.Combine(Folder, "alerts.yml"));
        var tests = await File.ReadAllTextAsync(Path.Combine(Folder, "alerts.test.yml"));
        var alerts = rules.Split('\n').Where(line => line.Contains("- alert: ", StringComparison.Ordinal)).Select(line => line.Split(": ")[1]).ToList();
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Contains($"alertname: {alert}\n        exp_alerts:\n          - ", tests, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Every_question_of_the_dashboard_is_one_that_Prometheus_understands()
    {
        var questions = Questions().ToList();
        Assert.True(questions.Count > 20);
        var (code, output) = await CheckAsync(questions);
        Assert.True(code == 0, output);
    }

    [SkippableFact]
    public async Task One_that_it_does_not_understand_would_be_found() =>
        Assert.NotEqual(0, (await CheckAsync(["sum by (x (rate(gateway_decisions_total[5m]))"])).Code);

    private static IEnumerable<string> Questions() =>
        from panel in JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "dashboard.json")))!["panels"]!.AsArray()
        from target in panel!["targets"]?.AsArray() ?? []
        select target!["expr"]!.GetValue<string>()
            .Replace("$__rate_interval", "5m", StringComparison.Ordinal)
            .Replace("$instance", ".*", StringComparison.Ordinal);

    /// <summary>As rules that record the answers: promtool reads questions only where they are in rules.</summary>
    private static async Task<(int Code, string Output)> CheckAsync(IEnumerable<string> questions)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "questions.yml");
        var rules = questions.Select((question, index) => new JsonObject { ["record"] = $"question:{index}", ["expr"] = question });
        var group = new JsonObject { ["name"] = "dashboard", ["rules"] = new JsonArray([.. rules]) };
        await File.WriteAllTextAsync(file, new JsonObject { ["groups"] = new JsonArray(group) }.ToJsonString());
        return await PromtoolAsync("check", "rules", file);
    }

    private static Task<(int Code, string Output)> PromtoolAsync(params string[] arguments) =>
        Tool.RunAsync(Prerequisites.Promtool, "promtool", arguments);
}

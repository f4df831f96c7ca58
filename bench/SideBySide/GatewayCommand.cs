namespace Gateway.SideBySide;

/// <summary>How the gateway is started: with its defaults, and what docs/performance.md recommends.</summary>
internal static class GatewayCommand
{
    /// <summary>All that may be added to a request, beside the assertion and the limits of <see cref="RoutesFile"/>.</summary>
    private static Dictionary<string, string> Everything(Stage stage) => new()
    {
        ["Gateway__DecisionLog__File"] = stage.PathOf("decisions.jsonl"),
        ["Gateway__DecisionLog__SampleAllowed"] = "0.01",
        ["Gateway__Prometheus__Enabled"] = "true",
        ["Gateway__Admission__RateLimit__Permits"] = "1000000",
        ["Gateway__Admission__RateLimit__Per"] = "1s",
    };

    private static Dictionary<string, string> Process(Ports ports) => new()
    {
        ["Kestrel__Endpoints__http__Url"] = $"http://127.0.0.1:{ports.Http}",
        ["Kestrel__Endpoints__h2c__Url"] = $"http://127.0.0.1:{ports.Http2}",
        ["Kestrel__Endpoints__h2c__Protocols"] = "Http2",
        // 1,000 connections are 1,000 requests at once: none is to be turned away here.
        ["Gateway__Overload__MaxConcurrentRequests"] = "2000",
        // There is no load balancer that has to learn that it stops.
        ["Gateway__Drain__Delay"] = "0s",
    };

    public static Command Of(Stage stage, Ports ports, int operations = 10, bool everything = false, bool readyToRun = false)
    {
        var routes = stage.PathOf($"{ports.Http}.routes.json");
        File.WriteAllText(routes, RoutesFile.Text(stage.IssuerUrl, stage.ServiceUrl, operations, everything));
        return DotnetCommand.Of(
            Programs.PathOf("Gateway", readyToRun),
            stage,
            ["--routes", routes, "--admin", $"http://127.0.0.1:{ports.Admin}"],
            readyToRun ? RecommendedSettings.Deployed : RecommendedSettings.All,
            Process(ports),
            everything ? Everything(stage) : []);
    }
}

namespace Gateway.SideBySide;

/// <summary>The gateway, and what it is compared with. All run on one processor.</summary>
internal static class Peers
{
    /// <summary>The control: YARP as it comes, which checks nothing.</summary>
    public static readonly Peer Bare = Yarp("YARP, bare", "bare");

    public static readonly Peer BareWithSettings = Yarp("YARP, bare, same settings", "bare", RecommendedSettings.All);

    public static readonly Peer Naive = Yarp("YARP + JwtBearer", "naive");

    public static readonly Peer HaProxy = new("HAProxy jwt_verify", (stage, ports) => new Command(["haproxy", "-db", "-f", stage.Write("haproxy.cfg", ports)]))
    {
        CompilesItself = false,
    };

    public static readonly Peer Nginx = new("nginx, plain proxy", (stage, ports) => NginxCommand(stage, ports, "nginx")) { Verifies = [], CompilesItself = false };

    public static readonly Peer Apache = new("Apache mod_auth_openidc", (stage, ports) => new Command(["apache2", "-DFOREGROUND", "-f", stage.Write("apache.conf", ports)]))
    {
        Verifies = [Algorithm.Rs256],
        CompilesItself = false,
    };

    public static readonly Peer Ours = OursWith("gateway", Routes);

    public static readonly Peer OursWith1000 = OursWith(
        "gateway, 1,000 operations", stage => RoutesFile.Text(stage.IssuerUrl, stage.ServiceUrl, operations: 1_000));

    public static readonly Peer OursWith10000 = OursWith(
        "gateway, 10,000 operations", stage => RoutesFile.Text(stage.IssuerUrl, stage.ServiceUrl, operations: 10_000));

    public static readonly Peer OursWithEverything = OursWith(
        "gateway, all features on",
        stage => RoutesFile.Text(stage.IssuerUrl, stage.ServiceUrl, everything: true),
        stage => new()
        {
            ["Gateway__DecisionLog__File"] = stage.PathOf("decisions.jsonl"),
            ["Gateway__DecisionLog__SampleAllowed"] = "0.01",
            ["Gateway__Prometheus__Enabled"] = "true",
            ["Gateway__Admission__RateLimit__Permits"] = "1000000",
            ["Gateway__Admission__RateLimit__Per"] = "1s",
        });

    public static readonly Peer BareReadyToRun = Yarp("YARP, bare", "bare", program: Programs.ReadyToRunPathOf);

    public static readonly Peer OursReadyToRun = OursWith("gateway", Routes, program: Programs.ReadyToRunPathOf);

    public static readonly Peer BareCounting = CountingAllocations(Bare);

    public static readonly Peer OursCounting = CountingAllocations(Ours);

    /// <summary>What stands behind all of them.</summary>
    public static readonly Peer Service = new("service", (stage, ports) => NginxCommand(stage, ports, "backend")) { Verifies = [], CompilesItself = false };

    private static string Routes(Stage stage) => RoutesFile.Text(stage.IssuerUrl, stage.ServiceUrl);

    private static Command NginxCommand(Stage stage, Ports ports, string name) =>
        new(["nginx", "-c", stage.Write($"{name}.conf", ports), "-e", stage.PathOf($"{name}.log")]);

    private static Peer Yarp(string name, string mode, IReadOnlyDictionary<string, string>? settings = null, Func<string, string>? program = null) => new(name, (stage, ports) => new Command(
        ["dotnet", (program ?? Programs.PathOf)("YarpPeer"), mode, $"{ports.Http}", $"{ports.Http2}", stage.ServiceUrl, stage.IssuerUrl],
        Production(stage, settings)))
    {
        Verifies = mode == "naive" ? [Algorithm.Rs256, Algorithm.Es256] : [],
    };

    private static Peer OursWith(string name, Func<Stage, string> routes, Func<Stage, Dictionary<string, string>>? settings = null, Func<string, string>? program = null) => new(name, (stage, ports) =>
    {
        var file = stage.PathOf($"{ports.Http}.routes.json");
        File.WriteAllText(file, routes(stage));
        var environment = new Dictionary<string, string>(Production(stage, RecommendedSettings.All))
        {
            ["Kestrel__Endpoints__http__Url"] = $"http://127.0.0.1:{ports.Http}",
            ["Kestrel__Endpoints__h2c__Url"] = $"http://127.0.0.1:{ports.Http2}",
            ["Kestrel__Endpoints__h2c__Protocols"] = "Http2",
            // 1,000 connections are 1,000 requests at once: none is to be turned away here.
            ["Gateway__Overload__MaxConcurrentRequests"] = "2000",
        };
        foreach (var (setting, value) in settings?.Invoke(stage) ?? [])
        {
            environment[setting] = value;
        }

        return new Command(["dotnet", (program ?? Programs.PathOf)("Gateway"), "--routes", file, "--admin", $"http://127.0.0.1:{ports.Admin}"], environment);
    });

    private static Peer CountingAllocations(Peer peer) => peer with
    {
        Command = (stage, ports) =>
        {
            var command = peer.Command(stage, ports);
            return command with
            {
                Environment = new Dictionary<string, string>(command.Environment!)
                {
                    ["DOTNET_STARTUP_HOOKS"] = Programs.PathOf("Allocations"),
                    ["ALLOCATIONS_FILE"] = stage.PathOf(AllocationWork.FileOf(ports)),
                },
            };
        },
    };

    /// <summary>Whatever is set where this program was started.</summary>
    private static Dictionary<string, string> Production(Stage stage, IReadOnlyDictionary<string, string>? settings) =>
        new(settings ?? new Dictionary<string, string>())
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["SSL_CERT_FILE"] = stage.IssuerCertificate,
        };
}

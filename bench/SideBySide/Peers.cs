namespace Gateway.SideBySide;

/// <summary>The gateway, and what it is compared with.</summary>
internal static class Peers
{
    /// <summary>The control: YARP as it comes, which checks nothing.</summary>
    public static readonly Peer Bare = new("YARP, bare", (stage, ports) => YarpCommand.Bare(stage, ports)) { Verifies = [] };

    public static readonly Peer BareWithSettings =
        new("YARP, bare, same settings", (stage, ports) => YarpCommand.Bare(stage, ports, sameSettings: true)) { Verifies = [] };

    public static readonly Peer BareReadyToRun = Bare with { Command = (stage, ports) => YarpCommand.Bare(stage, ports, readyToRun: true) };

    public static readonly Peer Naive = new("YARP + JwtBearer", YarpCommand.Naive);

    public static readonly Peer HaProxy =
        new("HAProxy jwt_verify", (stage, ports) => new Command(["haproxy", "-db", "-f", stage.Write("haproxy.cfg", ports)])) { CompilesItself = false };

    public static readonly Peer Nginx = NginxWith("nginx, plain proxy", "nginx");

    public static readonly Peer Apache =
        new("Apache mod_auth_openidc", (stage, ports) => new Command(["apache2", "-DFOREGROUND", "-f", stage.Write("apache.conf", ports)]))
        {
            Verifies = [Algorithm.Rs256],
            CompilesItself = false,
        };

    public static readonly Peer Ours = new("gateway", (stage, ports) => GatewayCommand.Of(stage, ports));

    public static readonly Peer OursWith1000 = new("gateway, 1,000 operations", (stage, ports) => GatewayCommand.Of(stage, ports, operations: 1_000));

    public static readonly Peer OursWith10000 = new("gateway, 10,000 operations", (stage, ports) => GatewayCommand.Of(stage, ports, operations: 10_000));

    public static readonly Peer OursWithEverything = new("gateway, all features on", (stage, ports) => GatewayCommand.Of(stage, ports, everything: true));

    public static readonly Peer OursReadyToRun = Ours with { Command = (stage, ports) => GatewayCommand.Of(stage, ports, readyToRun: true) };

    /// <summary>What stands behind all of them.</summary>
    public static readonly Peer Service = NginxWith("service", "backend");

    private static Peer NginxWith(string name, string configuration) => new(name, (stage, ports) => new Command(
        ["nginx", "-c", stage.Write($"{configuration}.conf", ports), "-e", stage.PathOf($"{configuration}.log")]))
    {
        Verifies = [],
        CompilesItself = false,
    };
}

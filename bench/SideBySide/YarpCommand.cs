namespace Gateway.SideBySide;

/// <summary>How <c>bench/peers/Yarp</c> is started.</summary>
internal static class YarpCommand
{
    public static Command Bare(Stage stage, Ports ports, bool sameSettings = false, bool readyToRun = false) => DotnetCommand.Of(
        Programs.PathOf("YarpPeer", readyToRun),
        stage,
        ["bare", .. Arguments(stage, ports)],
        sameSettings ? RecommendedSettings.All : new Dictionary<string, string>());

    public static Command Naive(Stage stage, Ports ports) =>
        DotnetCommand.Of(Programs.PathOf("YarpPeer"), stage, ["naive", .. Arguments(stage, ports)]);

    private static string[] Arguments(Stage stage, Ports ports) => [$"{ports.Http}", $"{ports.Http2}", stage.ServiceUrl, stage.IssuerUrl];
}

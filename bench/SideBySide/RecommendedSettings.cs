namespace Gateway.SideBySide;

/// <summary>The settings of .NET with which the gateway is measured, as docs/performance.md says. This is the one place where they stand.</summary>
internal static class RecommendedSettings
{
    /// <summary>What <c>Dockerfile</c> and <c>deploy/systemd</c> set.</summary>
    public static readonly IReadOnlyDictionary<string, string> Deployed = new Dictionary<string, string>
    {
        // What a socket has to say is heard on the thread that heard it, and not handed to another.
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_gcServer"] = "0",
    };

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(Deployed)
    {
        // Gateway.csproj sets these for the gateway; YARP with the same settings is to have them too.
        ["DOTNET_TC_CallCountingDelayMs"] = "1",
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        // A line for each refused request costs more than refusing it; metrics and the decision log tell of them too.
        ["Logging__LogLevel__Gateway.Problems"] = "Warning",
    };
}

using static Gateway.SideBySide.Peers;

namespace Gateway.SideBySide;

/// <summary>All that we aim for, in the words of the table.</summary>
internal static class Targets
{
    public static readonly IReadOnlyList<Target> All =
    [
        Cost("reused-rs256", Bare, 1.00),
        Cost("reused-es256", Bare, 1.00),
        Cost("reused-rs256", BareWithSettings, 1.08),
        Cost("reused-es256", BareWithSettings, 1.08),
        Cost("reused-rs256", HaProxy, 0.65),
        Cost("reused-es256", HaProxy, 0.35),
        Cost("tokens-20000", Bare, 1.10),
        P99("tokens-20000", Bare, 1.5),
        Cost("never-rs256", HaProxy, 1.10),
        Cost("never-es256", HaProxy, 1.10),
        P99("never-rs256", Naive, 1.5),
        P99("never-es256", Naive, 1.5),
        Resident("never-rs256", Bare, 32),
        Resident("never-es256", Bare, 32),
        Cost("bad-rs256", HaProxy, 1.0),
        Cost("bad-es256", HaProxy, 0.9),
        Cost("403", HaProxy, 0.35),
        Cost("no-token", Bare, 0.40),
        new("allocations", "bytes more than YARP, bare", 600, outcome => outcome.Cost(AllocationWork.Ours) - outcome.Cost(AllocationWork.Bare)),
        new("features", "cost by the gateway's without", 1.12, outcome => outcome.Ratio(OursWithEverything, Ours)),
        new("operations", "10,000: cost by that with 10", 1.05, outcome => outcome.Ratio(OursWith10000, Ours)),
        Cost("response-1mib", Bare, 1.05),
        Cost("upload-1mib", Bare, 1.05),
        new("start", "time by that of YARP, bare", 1.5, outcome => outcome.Ratio(OursReadyToRun, BareReadyToRun)),
        new("warm-up", "second", 8, outcome => outcome.Cost(Ours)),
    ];

    private static Target Cost(string work, Peer against, double atMost) =>
        new(work, $"cost by that of {against}", atMost, outcome => outcome.Ratio(Ours, against));

    private static Target P99(string work, Peer against, double atMost) =>
        new(work, $"p99 by that of {against}", atMost, outcome =>
            outcome.Median(Ours, latency => latency.P99) / outcome.Median(against, latency => latency.P99) ?? double.NaN);

    private static Target Resident(string work, Peer against, double atMost) =>
        new(work, $"MiB resident more than {against}", atMost, outcome => outcome.ResidentMiB(Ours) - outcome.ResidentMiB(against));
}

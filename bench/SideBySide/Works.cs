using static Gateway.SideBySide.Algorithm;
using static Gateway.SideBySide.Peers;

namespace Gateway.SideBySide;

/// <summary>All that is measured, in the order of the table. The control comes first, whose cost is kept in <c>ratios.json</c> last.</summary>
internal static class Works
{
    private static readonly Wrk OneToken = new("/a/x", TokenChoice.One(Rs256));

    public static readonly IReadOnlyList<Work> All =
    [
        new LoadWork("reused-rs256", "one token, RS256", [Bare, BareWithSettings, Naive, HaProxy, Nginx, Apache, Ours], OneToken),
        new LoadWork("reused-es256", "one token, ES256", [Bare, BareWithSettings, HaProxy, Ours], With(TokenChoice.One(Es256))),
        // Before there are tokens to be remembered: what is resident then is not what these take.
        new LoadWork("never-rs256", "tokens never seen before, RS256", [Bare, Naive, HaProxy, Ours], With(TokenChoice.NeverSeen(Rs256))),
        new LoadWork("never-es256", "tokens never seen before, ES256", [Bare, Naive, HaProxy, Ours], With(TokenChoice.NeverSeen(Es256))),
        new LoadWork("bad-rs256", "bad signatures, RS256: 401", [Bare, HaProxy, Ours], With(TokenChoice.BadSignature(Rs256)), 401),
        new LoadWork("bad-es256", "bad signatures, ES256: 401", [Bare, HaProxy, Ours], With(TokenChoice.BadSignature(Es256)), 401),
        new LoadWork("tokens-1000", "1,000 tokens in rotation", [Bare, Ours], With(TokenChoice.Rotating(Rs256, 1_000))),
        new LoadWork("tokens-20000", "20,000 tokens in rotation", [Bare, Ours], With(TokenChoice.Rotating(Rs256, Tokens.Rotation))) { WarmUpSeconds = 6, WarmUpTurns = 2 },
        new LoadWork("no-token", "no token: 401", [Bare, HaProxy, Ours], With(TokenChoice.None), 401),
        new LoadWork("403", "a known token without the scope: 403", [Bare, HaProxy, Ours], OneToken with { Path = "/w/x" }, 403),
        new LoadWork("operations", "10, 1,000 and 10,000 operations", [Ours, OursWith1000, OursWith10000], OneToken with { Path = "/services/0/kind-2/x" }),
        new LoadWork("response-1kib", "response of 1 KiB", [Bare, Ours], OneToken with { Path = "/a/kib" }),
        new LoadWork("response-1mib", "response of 1 MiB", [Bare, Ours], OneToken with { Path = "/a/mib" }),
        new LoadWork("upload-1mib", "upload of 1 MiB", [Bare, Ours], OneToken with { Body = 1 << 20 }),
        new LoadWork("h2c", "HTTP/2 in, 16 connections of 10 streams", [Bare, Ours], new H2Load("/a/x", Rs256)),
        new LoadWork("connections-16", "16 connections", [Bare, Ours], OneToken with { Connections = 16 }),
        new LoadWork("connections-256", "256 connections", [Bare, Ours], OneToken with { Connections = 256 }),
        new LoadWork("connections-1000", "1,000 connections", [Bare, Ours], OneToken with { Connections = 1_000 }),
        new LoadWork("features", "assertion, limits, decision log and metrics on", [Ours, OursWithEverything], OneToken),
        new AllocationWork("allocations", "bytes allocated, one token", [AllocationWork.Bare, AllocationWork.Ours], OneToken) { RoundsMax = 3 },
        new StartWork("start", "start to the first answer, ReadyToRun", [BareReadyToRun, OursReadyToRun]),
        new WarmUpWork("warm-up", "full load from the start: steady from that second on", [Ours]) { RoundsMax = 2 },
    ];

    /// <summary>Few, and of them only control and gateway, for CI.</summary>
    public static readonly IReadOnlyList<Work> Short =
    [
        .. All.Where(work => work.Name is "reused-rs256" or "never-es256" or "403" or "no-token")
            .Select(work => work with { Peers = [work.Control, work.Subject] }),
    ];

    private static Wrk With(TokenChoice tokens) => new("/a/x", tokens);
}

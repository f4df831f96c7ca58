using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>The <c>Resilience</c> of an API.</summary>
internal static class ResilienceShape
{
    public static readonly ObjectShape Breaker = new(
        new Member(
            "FailureRatio",
            new ValueShape("number, `0.01` to `1`", () => Rule.Of("""{ "type": "number", "minimum": 0.01, "maximum": 1 }""")),
            "Which share of the requests has to fail.")
        {
            Default = "0.5",
            Example = "0.25",
        },
        new Member("MinimumRequests", Count(2), "Of how many at least.") { Default = "20", Example = "100" },
        new Member("Window", Values.Duration("1s", "5m"), "Within what time.") { Default = "\"10s\"", Example = "\"30s\"" },
        new Member("Break", Values.Duration("1s", "5m"), "How long the destination then gets no requests.") { Default = "\"5s\"", Example = "\"10s\"" });

    public static readonly ObjectShape Object = new(
        new Member("Retry", Values.Flag, "Whether a request that did not get through is tried once more, if that is safe.")
        {
            Default = "true",
            Example = "false",
        },
        new Member(
            "CircuitBreaker",
            ValueShape.AnyOf("object or `false`", Breaker.Value(), new ValueShape("", () => new JsonObject { ["const"] = false })),
            "When a destination is left alone for a while. `false`: never.")
        {
            Otherwise = "half of at least 20 requests in 10 s: for 5 s",
            Example = """{ "FailureRatio": 0.5, "MinimumRequests": 20, "Window": "10s", "Break": "5s" }""",
        },
        new Member("MaxConcurrentRequests", Count(1), "How many requests may be under way at once, long ones like streams included; more are 503.")
        {
            Otherwise = "no limit",
            Example = "200",
        });

    private static ValueShape Count(int from) => new(
        $"number, `{from}` to `1000000`",
        () => new JsonObject { ["type"] = "integer", ["minimum"] = from, ["maximum"] = 1_000_000 });
}

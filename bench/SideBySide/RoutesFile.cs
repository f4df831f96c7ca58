using Gateway.Testing;

namespace Gateway.SideBySide;

/// <summary>The policy that the gateway runs with. What it asks for at <c>/a</c>, <c>/b</c> and <c>/w</c>, every peer has in its own words.</summary>
internal static class RoutesFile
{
    private const int OperationsOfAllPeers = 5;
    private const int OperationsOfService = 20;

    /// <param name="operations">How many there are, those of services that few call included.</param>
    /// <param name="everything">Whether requests are also counted against limits, and the service is told by a signed assertion as well.</param>
    public static string Text(string issuer, string service, int operations = 10, bool everything = false)
    {
        var identity = everything
            ? """ "Identity": "both", "RateLimit": { "Permits": 1000000, "Per": "1s", "By": "client" }, "Timeout": "30s", """
            : """ "Identity": "headers", """;
        string[] apis =
        [
            Api("a", "/a", identity, """ "GET /{**rest}": "read:a", "POST /{**rest}": "read:a" """),
            Api("b", "/b", identity, """ "GET /{**rest}": "read:b" """),
            Api("w", "/w", identity, """ "GET /{**rest}": "write:w" """),
            Api("public", "/public", "", """ "GET /{**rest}": { "Public": true, "Why": "a proxy and nothing else" } """),
            .. Enumerable.Range(0, operations - OperationsOfAllPeers)
                .Chunk(OperationsOfService)
                .Select((chunk, number) => Api($"service-{number}", $"/services/{number}", identity, string.Join(
                    ", ", chunk.Select(operation => $$""" "GET /kind-{{operation % OperationsOfService}}/{id}": "read:a" """)))),
        ];
        return $$"""
            {
              "Version": 1,
              "Issuers": { "main": { "Issuer": "{{issuer}}", "Audience": "{{TestIssuer.Audience}}" } },
              "Scopes": { "read:a": "Read a", "read:b": "Read b", "write:w": "Write w" },
              "Apis": {
                {{string.Join(",\n    ", apis)}}
              }
            }
            """;

        string Api(string name, string prefix, string settings, string operations) =>
            $$"""
            "{{name}}": { "Prefix": "{{prefix}}", "Upstream": "{{service}}", "KeepPrefix": true, {{settings}}"Operations": { {{operations}} } }
            """;
    }
}

using Gateway.Routes;
using Gateway.Tools.Audit;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Audit;

/// <summary>A routes file with nothing to find in it, but for what a test puts in its place.</summary>
internal static class AuditedFile
{
    public static readonly DateOnly Today = new(2030, 1, 31);

    public static readonly string Clean = With();

    public static string With(
        string issuer = "",
        string scopes = "",
        string api = "",
        string owner = "\"Owner\": \"team\"",
        string upstream = "https://a.example",
        string operations = """ "GET /": "read:a" """,
        string apis = "",
        string algorithms = "\"Algorithms\": [\"ES256\"]",
        string address = "https://issuer.example/") => $$"""
        {
          "Version": 1,
          "Issuers": { "main": { "Issuer": "{{address}}", "Audience": "api", {{algorithms}}, {{issuer}} } },
          "Scopes": { "read:a": "Read", "write:a": { "Description": "Write", "Implies": ["read:a"] }, {{scopes}} },
          "Apis": {
            "a": { "Prefix": "/a", "Upstream": "{{upstream}}", {{owner}}, {{api}}
              "Operations": { {{operations}} } },
            {{apis}}
          }
        }
        """;

    public static RouteTable Read(string json, bool development = false)
    {
        var result = RoutesFiles.Read(json, development ? RoutesFiles.Development : RoutesFiles.Production);
        Assert.Empty(result.Mistakes);
        return result.Table!;
    }

    public static IReadOnlyList<Finding> FindingsIn(string json, params IgnoreEntry[] ignored) => FindingsIn(Read(json), ignored);

    public static IReadOnlyList<Finding> FindingsIn(RouteTable table, params IgnoreEntry[] ignored) =>
        PolicyAudit.Run(new AuditedPolicy(table, Development: false, Today), [.. ignored]);
}

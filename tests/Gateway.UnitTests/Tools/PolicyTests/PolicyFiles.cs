using System.Text;
using Gateway.Routes;
using Gateway.Tools.PolicyTests;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.PolicyTests;

/// <summary>A small policy, and files of tests for it.</summary>
internal static class PolicyFiles
{
    public static readonly RouteTable Policy = RoutesFiles.Compile("""
        {
          "Version": 1,
          "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api" } },
          "Scopes": { "read": "Read", "write": "Write", "admin": { "Description": "All", "Implies": ["read", "write"] } },
          "Apis": {
            "notes": {
              "Prefix": "/notes", "Upstream": "http://notes:8080",
              "Operations": {
                "GET /": "read",
                "POST /": { "Scopes": "write", "Caller": "user" },
                "DELETE /{id:int}": { "Scopes": "admin", "StepUp": { "MaxAge": "5m" } },
                "GET /me": { "AnyToken": true },
                "GET /healthz": { "Public": true, "Why": "uptime probe" }
              }
            }
          }
        }
        """);

    /// <summary>Reads a file that has to be right.</summary>
    public static PolicyTestFile Read(string json, RouteTable? policy = null)
    {
        var result = PolicyTestFileReader.Read("policy.tests.json", Encoding.UTF8.GetBytes(json), policy ?? Policy);
        Assert.Empty(result.Mistakes);
        return result.File!;
    }

    /// <summary>A file with these personas and no more.</summary>
    public static PolicyTestFile WithPersonas(string personas, RouteTable? policy = null) =>
        Read($$"""{ "Version": 1, "Personas": { {{personas}} } }""", policy);
}

using System.Text;
using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>Routes files for the tests, and the environment they are read in.</summary>
internal static class RoutesFiles
{
    public static readonly RoutesEnvironment Development = new("Development", Variable);

    public static readonly RoutesEnvironment Production = new("Production", Variable);

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Routes", name);

    public static RouteTableResult Read(string json, RoutesEnvironment? environment = null) =>
        RouteTableReader.Read("routes.json", Encoding.UTF8.GetBytes(json), environment ?? Development);

    /// <summary>A file whose one API <c>a</c> below <c>/a</c> has these operations; scopes <c>read</c>, <c>write</c> and <c>admin</c> exist.</summary>
    public static string WithOperations(string operations) => WithApis($$"""
        "a": { "Prefix": "/a", "Upstream": "http://a:8080", "Operations": { {{operations}} } }
        """);

    public static string WithApis(string apis) => $$"""
        {
          "Version": 1,
          "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api" } },
          "Scopes": { "read": "Read", "write": "Write", "admin": { "Description": "All", "Implies": ["read", "write"] } },
          "Apis": { {{apis}} }
        }
        """;

    /// <summary>The table of a file that has to be right.</summary>
    public static RouteTable Compile(string json)
    {
        var result = Read(json);
        Assert.Empty(result.Mistakes);
        return result.Table!;
    }

    public static string[] Codes(string json) => [.. Read(json).Mistakes.Select(mistake => mistake.Code)];

    private static string? Variable(string name) => name switch
    {
        "UPSTREAM" => "http://upstream:8080",
        "SECRET" => "http://user:s3cret@upstream",
        "EMPTY" => "",
        _ => null,
    };
}

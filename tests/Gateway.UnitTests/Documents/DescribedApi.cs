using System.Text;
using System.Text.Json.Nodes;
using Gateway.Documents.OpenApi;
using Gateway.Routes;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Documents;

/// <summary>One API "a" at /a, what its service says of itself, and what the gateway makes of both.</summary>
internal static class DescribedApi
{
    /// <param name="operations">The members of <c>Operations</c>; single quotes will do.</param>
    /// <param name="api">Further members of the API, each ended by a comma.</param>
    public static RouteTable Policy(string operations, string api = "", string upstream = "http://a:8080", string apis = "")
    {
        var read = RoutesFiles.Read(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': 'https://main.example', 'Audience': 'api' }, 'partner': { 'Issuer': 'https://partner.example', 'Audience': 'api' } },
              'Scopes': { 'read': 'See', 'write': { 'Description': 'Change', 'Implies': ['read'] }, 'audit': 'Look closely', 'people': 'People' },
              'Apis': { 'a': { 'Prefix': '/a', 'Upstream': '{{upstream}}', {{api}} 'Operations': { {{operations}} } } {{apis}} }
            }
            """.Replace('\'', '"'),
            RoutesFiles.Development);
        Assert.Empty(read.Mistakes);
        return read.Table!;
    }

    /// <param name="document">Of the service of API "a".</param>
    public static GatewayDocument Describe(RouteTable table, string? document = null)
    {
        var services = new Dictionary<string, ServiceDocument>();
        if (document is not null)
        {
            services["a"] = Document(document);
        }

        return GatewayDocument.Of(table, services, new Dictionary<string, IssuerEndpoints>(), "https://api.example");
    }

    public static ServiceDocument Document(string text)
    {
        var (document, problem) = ServiceDocument.Read(Encoding.UTF8.GetBytes(text.Replace('\'', '"')));
        Assert.Null(problem);
        return document!;
    }

    /// <summary>A document of 3.1 with these paths and components.</summary>
    public static string Service(string paths, string components = "", string version = "3.1.0", string more = "") =>
        $$"""{ 'openapi': '{{version}}', 'info': { 'title': 'a', 'version': '1' }, {{more}} 'paths': { {{paths}} }, 'components': { {{components}} } }""";

    /// <summary>"get /a/{id}", for each operation.</summary>
    public static IEnumerable<string> Operations(this GatewayDocument document) =>
        from path in document.Json["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select $"{method.Key} {path.Key}";

    public static JsonNode At(this GatewayDocument document, string method, string path) => document.Json["paths"]![path]![method]!;

    public static string Text(this JsonNode? node) => node?.ToJsonString().Replace('"', '\'') ?? "";
}

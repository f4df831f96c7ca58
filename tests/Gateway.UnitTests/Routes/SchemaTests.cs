using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Routes.Schema;
using Gateway.Testing;

namespace Gateway.UnitTests.Routes;

/// <summary>
/// The committed schema is the one that the gateway prints, and the reader looks at each of its members. That the two refuse the same is
/// tested with a foreign validator, in Gateway.InteropTests.
/// </summary>
public sealed class SchemaTests
{
    private static readonly (ObjectShape Shape, string[] Place)[] Objects =
    [
        (RoutesShape.Object, []),
        (IssuerShape.Object, ["Issuers", "auth0"]),
        (IntrospectionShape.Object, ["Issuers", "auth0", "Introspection"]),
        (ScopeShape.Object, ["Scopes", "admin"]),
        (ApiShape.Object, ["Apis", "orders"]),
        (UpstreamTlsShape.Object, ["Apis", "vault", "UpstreamTls"]),
        (ResilienceShape.Object, ["Apis", "orders", "Resilience"]),
        (ResilienceShape.Breaker, ["Apis", "orders", "Resilience", "CircuitBreaker"]),
        (ForwardShape.Object, ["Apis", "orders", "Forward", "https://example.com/tenant"]),
        (CorsShape.Object, ["Apis", "orders", "Cors"]),
        (RequirementShape.Object, ["Apis", "orders", "Operations", "PUT /{id:int:min(1)}"]),
        (CandidateShape.Object, ["Apis", "orders", "Operations", "PUT /{name:alpha}", "Candidate"]),
        (ScopesShape.Object, ["Apis", "orders", "Operations", "GET /{id:int}", "Scopes"]),
        (RateLimitShape.Object, ["Apis", "orders", "Operations", "PATCH /{code:length(2,5)}/x", "RateLimit"]),
        (DeprecatedShape.Object, ["Apis", "orders", "Operations", "PATCH /{code:length(2,5)}/x", "Deprecated"]),
        (StepUpShape.Object, ["Apis", "orders", "Operations", "POST /pay", "StepUp"]),
        (YarpShape.Object, ["Apis", "orders", "Yarp"]),
    ];

    public static TheoryData<string> Places => [.. Objects.Select(known => string.Join(' ', known.Place))];

    [Theory]
    [InlineData("routes", "appsettings.routes.schema.json")]
    [InlineData("tests", "policy.tests.schema.json")]
    public async Task The_committed_schema_is_the_one_that_the_verb_prints(string which, string file)
    {
        var printed = (await CommandRun.OfAsync("schema", which)).Out;
        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, "docs", file), printed);
        }

        Assert.Equal(Repository.Read("docs", file), printed);
    }

    /// <summary>A member that only the schema has would be read over: whatever it says, nobody would hold to it.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void The_reader_looks_at_every_member(string place)
    {
        Assert.Empty(RoutesFiles.Read(Everything().ToJsonString()).Mistakes);
        var (shape, path) = Objects.Single(known => string.Join(' ', known.Place) == place);
        foreach (var member in shape.Names)
        {
            var file = Everything();
            path.Aggregate(file, (node, name) => node[name]!)[member] = null;
            Assert.True(RoutesFiles.Read(file.ToJsonString()).Mistakes.Length > 0, member);
        }
    }

    [Fact]
    public void What_is_said_of_members_of_YARP_is_said_of_members_that_it_has()
    {
        var yarp = YarpShape.Object.Value().Schema;
        Assert.All(YarpMembers.All.Keys, path => Assert.NotNull(path.Split('.').Aggregate((JsonNode?)yarp, Member)));

        static JsonNode? Member(JsonNode? schema, string name) => (schema?["properties"] ?? schema?["additionalProperties"]?["properties"])?[name];
    }

    private static JsonNode Everything() => JsonNode.Parse(
        File.ReadAllText(RoutesFiles.PathOf("good/everything.json")),
        documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
}

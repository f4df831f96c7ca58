using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Routes;
using Gateway.Routes.Compiling;

namespace Gateway.UnitTests.Routes;

/// <summary>The ids of what a policy decides are hashes of JSON: what the generated code left out of it could change and stay as it was.</summary>
public sealed class ContentJsonTests
{
    private static readonly RouteTable Everything =
        RouteTableReader.Read(
            "everything.json", File.ReadAllBytes(RoutesFiles.PathOf("good/everything.json")), RoutesFiles.Development).Table!;

    [Fact]
    public void Of_an_issuer_all_is_written() => Assert.All(Everything.Issuers, issuer => SameAsByReflection(issuer, ContentJson.Default.Issuer));

    [Fact]
    public void Of_a_service_all_is_written() => Assert.All(
        Everything.Apis.Zip(Everything.Clusters),
        one => SameAsByReflection(
            new ServiceContent(one.Second, one.First.UpstreamTls, one.First.Resilience), ContentJson.Default.ServiceContent));

    [Fact]
    public void Of_a_route_all_is_written() => Assert.All(
        Everything.Operations.Zip(Everything.Routes),
        one => SameAsByReflection(ContentOf(one.First, one.Second), ContentJson.Default.RouteContent));

    private static RouteContent ContentOf(Operation operation, Yarp.ReverseProxy.Configuration.RouteConfig route)
    {
        var token = new TokenContent(
            [[new ScopeContent("read", ["read", "write"])]],
            CallerKind.User,
            ["client"],
            [new ClaimRequirement("department", ["a", "b"])],
            new StepUp(["mfa"], TimeSpan.FromMinutes(5)),
            ["main"],
            Everything.Issuers);
        return new RouteContent(
            route.ClusterId, route.Match.Path, route.Match.Methods, route.Transforms, route.Timeout, route.MaxRequestBodySize, route.Metadata,
            operation.Api, operation.Limits, operation.Deprecated, operation.Priority, token, new CandidateContent(token, new DateOnly(2027, 1, 31)));
    }

    private static void SameAsByReflection<T>(T content, JsonTypeInfo<T> generated) =>
        Assert.Equal(JsonSerializer.Serialize(content), JsonSerializer.Serialize(content, generated));
}

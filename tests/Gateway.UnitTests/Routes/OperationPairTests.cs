using System.Text;
using Gateway.Routes;
using Gateway.Routes.Checks;
using Gateway.Routes.Json;
using Gateway.Routes.Written;
using Gateway.Testing.Policies;

namespace Gateway.UnitTests.Routes;

/// <summary>Which two operations may stand beside each other. <c>public</c>, <c>any</c> and <c>read</c> are what they ask for.</summary>
public sealed class OperationPairTests
{
    [Theory]
    // The same path.
    [InlineData("GET /x", "read", "GET /X", "read", MistakeCode.AmbiguousOperation)]
    [InlineData("GET /x", "read", "POST /x", "read", null)]
    [InlineData("GET /", "read", "GET  /", "read", MistakeCode.AmbiguousOperation)]
    [InlineData("GET /{a}", "read", "GET /{b}", "read", MistakeCode.AmbiguousOperation)]
    [InlineData("GET /{a}/x", "read", "GET /{b}/y", "read", null)]
    [InlineData("GET /x/{a}", "read", "GET /x/{a}/y", "read", null)]
    // Constraints.
    [InlineData("GET /{a:int}", "read", "GET /{b:long}", "read", MistakeCode.AmbiguousOperation)]
    [InlineData("GET /{a:int}", "read", "GET /{b:guid}", "read", MistakeCode.AmbiguousOperation)]
    [InlineData("GET /{a:int}", "read", "GET /{b:alpha}", "read", null)]
    [InlineData("GET /{a:bool}", "read", "GET /{b:alpha}", "read", MistakeCode.AmbiguousOperation)]
    [InlineData("GET /{a:int}", "read", "GET /{b}", "read", null)]
    [InlineData("GET /{a:int}", "read", "GET /x", "read", null)]
    // HEAD comes with GET.
    [InlineData("GET /x", "read", "HEAD /x", "read", null)]
    [InlineData("GET /{a}", "read", "HEAD /{b}", "read", null)]
    [InlineData("GET /{a:int}", "read", "HEAD /{b:long}", "read", MistakeCode.AmbiguousOperation)]
    [InlineData("HEAD /reports/{id}", "public", "GET /{kind}/secret", "read", MistakeCode.ShadowedOperation)]
    // A public operation that wins: an exception, or a hole.
    [InlineData("GET /healthz", "public", "GET /{id}", "read", null)]
    [InlineData("GET /{id:int}", "public", "GET /{id}", "read", null)]
    [InlineData("GET /{id:int}", "public", "GET /{**rest}", "read", null)]
    [InlineData("GET /docs/{**rest}", "public", "GET /{**rest}", "read", null)]
    [InlineData("GET /reports/{id}", "public", "GET /{kind}/secret", "read", MistakeCode.ShadowedOperation)]
    [InlineData("GET /reports/{id}", "public", "GET /{kind}/secret", "any", MistakeCode.ShadowedOperation)]
    [InlineData("GET /reports/{id}", "public", "POST /{kind}/secret", "read", null)]
    [InlineData("GET /reports/{id:int}", "public", "GET /{kind}/secret", "read", null)]
    [InlineData("GET /reports/{id}", "public", "GET /{kind}/secret", "public", null)]
    [InlineData("GET /reports/{id}", "read", "GET /{kind}/secret", "public", null)]
    [InlineData("GET /docs/{**rest}", "public", "GET /{kind}/secret", "read", MistakeCode.ShadowedOperation)]
    [InlineData("GET /{a:int}/x", "public", "GET /{b:long}/{**rest}", "read", null)]
    // A catch-all around something stricter.
    [InlineData("GET /{**rest}", "public", "GET /x", "read", MistakeCode.WeakCatchAll)]
    [InlineData("GET /{**rest}", "public", "GET /x", "any", MistakeCode.WeakCatchAll)]
    [InlineData("GET /{**rest}", "any", "GET /x", "read", MistakeCode.WeakCatchAll)]
    [InlineData("GET /{**rest}", "any", "GET /", "read", MistakeCode.WeakCatchAll)]
    [InlineData("GET /{**rest}", "any", "POST /x", "read", null)]
    [InlineData("GET /{**rest}", "any", "GET /x", "public", null)]
    [InlineData("GET /{**rest}", "any", "GET /x", "any", null)]
    [InlineData("GET /{**rest}", "read", "GET /x", "read", null)]
    [InlineData("GET /y/{**rest}", "public", "GET /x/{id}", "read", null)]
    public void Two_operations_stand_beside_each_other_or_are_a_mistake(string one, string asks, string other, string otherAsks, string? code)
    {
        string[] expected = code is null ? [] : [code];

        Assert.Equal(expected, RoutesFiles.Codes(RoutesFiles.WithOperations($"{Line(one, asks)}, {Line(other, otherAsks)}")));
        Assert.Equal(expected, RoutesFiles.Codes(RoutesFiles.WithOperations($"{Line(other, otherAsks)}, {Line(one, asks)}")));
    }

    [Theory]
    [InlineData("/a", "GET /b/{id}", "/a/b", "GET /{id}", MistakeCode.AmbiguousOperation)]
    [InlineData("/a", "GET /{**rest}", "/a/b", "GET /{id}", null)]
    [InlineData("/a", "GET /{id}", "/A/b", "GET /", null)]
    [InlineData("/a", "GET /x", "/ab", "GET /x", null)]
    public void Nested_prefixes_are_fine_when_their_operations_do_not_clash(string prefix, string one, string otherPrefix, string other, string? code)
    {
        string[] expected = code is null ? [] : [code];

        Assert.Equal(expected, RoutesFiles.Codes(RoutesFiles.WithApis($$"""
            "one": { "Prefix": "{{prefix}}", "Upstream": "http://a", "Operations": { {{Line(one, "read")}} } },
            "other": { "Prefix": "{{otherPrefix}}", "Upstream": "http://b", "Operations": { {{Line(other, "read")}} } }
            """)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_is_missed_by_not_looking_at_every_pair(int seed)
    {
        var policies = new PolicyGenerator(new Random(seed), PolicyIssuer.Examples, "http://services.example");
        var found = 0;
        for (var made = 0; made < 200; made++)
        {
            var operations = Read(policies.Unchecked());
            var (near, all) = (new MistakeList("routes.json"), new MistakeList("routes.json"));
            var methods = new EffectiveMethods(operations);

            new OperationPairCheck(methods, near).Check(operations);
            var everyPair = new OperationPairCheck(methods, all);
            foreach (var (later, earlier) in operations.Index().SelectMany(later => operations.Take(later.Index).Select(earlier => (later.Item, earlier))))
            {
                everyPair.Check(earlier, later);
            }

            Assert.Equal(all.InOrder().Select(mistake => mistake.ToString()), near.InOrder().Select(mistake => mistake.ToString()));
            found += all.InOrder().Length;
        }

        Assert.InRange(found, 50, int.MaxValue);
    }

    private static List<OperationEntry> Read(Policy policy)
    {
        var mistakes = new MistakeList("routes.json");
        var file = RoutesFile.Read([JsonTree.Parse(Encoding.UTF8.GetBytes(PolicyText.Of(policy)), mistakes)!], development: true, mistakes)!;
        Assert.True(mistakes.IsEmpty);
        return [.. file.Apis.SelectMany(api => api.Operations)];
    }

    private static string Line(string key, string asks) => $"\"{key}\": " + asks switch
    {
        "public" => """{ "Public": true, "Why": "test" }""",
        "any" => """{ "AnyToken": true }""",
        _ => $"\"{asks}\"",
    };
}

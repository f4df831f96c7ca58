using System.Text.Json.Nodes;
using Gateway.Routes.Schema;
using Gateway.Tools.PolicyTests;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>What an editor offers can be written: each example and default is valid where it stands, and each member has an example.</summary>
public sealed class SchemaExampleTests
{
    [SkippableFact]
    public Task Of_the_routes_file() => AssertAsync(RoutesShape.Schema);

    [SkippableFact]
    public Task Of_the_policy_tests() => AssertAsync(PolicyTestSchema.Schema);

    private static async Task AssertAsync(string schema)
    {
        var root = JsonNode.Parse(schema)!;
        var members = Members(root).ToList();
        Assert.All(members, member => Assert.True(member["examples"] is JsonArray { Count: > 0 } && member["description"] is not null, member.ToJsonString()));

        // One schema with a property for each member, and documents that set one of them.
        var together = new JsonObject
        {
            ["$defs"] = root["$defs"]!.DeepClone(),
            ["properties"] = new JsonObject(members.Select((member, index) => KeyValuePair.Create($"{index}", (JsonNode?)member.DeepClone()))),
        };
        string[] documents = [.. members.SelectMany((member, index) => Offered(member).Select(value => new JsonObject { [$"{index}"] = value.DeepClone() }.ToJsonString()))];
        var verdicts = await SchemaValidator.ValidateAsync(together.ToJsonString(), documents);
        Assert.All(documents.Zip(verdicts), pair => Assert.True(pair.Second == "valid", $"{pair.First}: {pair.Second}"));
    }

    private static IEnumerable<JsonNode> Offered(JsonNode member) =>
        member["examples"]!.AsArray().Append(member["default"]).OfType<JsonNode>();

    /// <summary>What stands under <c>properties</c>, but for the rules, which describe nothing.</summary>
    private static IEnumerable<JsonNode> Members(JsonNode? schema) => schema switch
    {
        JsonObject map => map.Where(keyword => keyword.Key is not ("examples" or "default" or "allOf" or "oneOf" or "if" or "then" or "else" or "dependentSchemas"))
            .SelectMany(keyword => keyword is { Key: "properties", Value: JsonObject members }
                ? members.Where(member => member.Value!["description"] is not null || !IsRule(schema)).SelectMany(member => Members(member.Value).Prepend(member.Value!))
                : Members(keyword.Value)),
        JsonArray list => list.SelectMany(Members),
        _ => [],
    };

    /// <summary>Only an object that is described whole is closed.</summary>
    private static bool IsRule(JsonNode schema) => schema["additionalProperties"]?.GetValueKind() is not System.Text.Json.JsonValueKind.False;
}

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
        Assert.All(members, member => Assert.NotNull(member["description"]));
        Assert.All(members, member => Assert.NotEmpty(Assert.IsType<JsonArray>(member["examples"])));

        // One schema with a property for each member, and documents that set one of them.
        var together = new JsonObject
        {
            ["$defs"] = root["$defs"]?.DeepClone() ?? new JsonObject(),
            ["properties"] = new JsonObject(members.Select((member, index) => KeyValuePair.Create($"{index}", (JsonNode?)member.DeepClone()))),
        };
        string[] documents = [.. members.SelectMany((member, index) => Offered(member).Select(value => $$"""{ "{{index}}": {{value.ToJsonString()}} }"""))];
        var verdicts = await SchemaValidator.ValidateAsync(together.ToJsonString(), documents);
        Assert.All(documents.Zip(verdicts), pair => Assert.True(pair.Second == "valid", $"{pair.First}: {pair.Second}"));
    }

    private static IEnumerable<JsonNode> Offered(JsonNode member) =>
        member["examples"]!.AsArray().Append(member["default"]).OfType<JsonNode>();

    /// <summary>The members of the objects that are described whole, which are closed. Rules name members too, and describe none.</summary>
    private static IEnumerable<JsonNode> Members(JsonNode? schema) => schema switch
    {
        JsonObject map => map.SelectMany(keyword => Members(keyword.Value)).Concat(IsWhole(map) ? map["properties"]!.AsObject().Select(member => member.Value!) : []),
        JsonArray list => list.SelectMany(Members),
        _ => [],
    };

    private static bool IsWhole(JsonObject schema) => schema["properties"] is JsonObject && schema["additionalProperties"] is JsonValue;
}

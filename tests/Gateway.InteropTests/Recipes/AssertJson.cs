using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Recipes;

internal static class AssertJson
{
    /// <summary>The same members and values; their order and how they are spelled do not matter.</summary>
    public static void Equal(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut it is {actual}");
}

using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>The kinds of values that many members have. What is said of them is what <c>Json/JsonValue.cs</c> and its callers check.</summary>
internal static class Values
{
    public static readonly ValueShape Flag = new("true or false", () => new JsonObject { ["type"] = "boolean" });

    /// <summary>A string that is not blank and has no variable in it.</summary>
    public static ValueShape Text(string words = "string") => ValueShape.Defined(words, "text");

    /// <summary>One in which <c>${NAME}</c> and <c>${NAME:-default}</c> may stand.</summary>
    public static ValueShape TextWithVariables(string words = "string") => ValueShape.Defined(words, "textWithVariables");

    /// <summary>Where requests are sent.</summary>
    public static ValueShape Address => ValueShape.Defined("address", "address");

    /// <summary>Where an issuer is.</summary>
    public static ValueShape SecureAddress => ValueShape.Defined("address", "secureAddress");

    /// <summary>Whether it is in the catalogue, a schema cannot see.</summary>
    public static ValueShape Scope => Text("scope");

    /// <summary>A text of one form, which has no room for a variable.</summary>
    public static ValueShape Form(string words, string pattern) =>
        new(words, () => new JsonObject { ["type"] = "string", ["pattern"] = pattern });

    public static ValueShape Choice(string words, params IEnumerable<string> choices) =>
        new(words, () => new JsonObject { ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]) });

    public static ValueShape True => new("`true`", () => new JsonObject { ["const"] = true });

    /// <summary>An array of different values, at least one.</summary>
    public static ValueShape List(ValueShape item, string words = "array") => new(
        words,
        () => new JsonObject { ["type"] = "array", ["items"] = item.Schema.DeepClone(), ["minItems"] = 1, ["uniqueItems"] = true });

    /// <summary>An object whose member names the file chooses, at least one, each of this form.</summary>
    public static ValueShape Map(string name, ValueShape value) => new(
        "object",
        () => new JsonObject
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["patternProperties"] = new JsonObject { [name] = value.Schema.DeepClone() },
            ["additionalProperties"] = false,
        });

    public static ValueShape Duration(string from, string to) => Form($"duration, `{from}` to `{to}`", DurationPattern.Between(from, to));
}

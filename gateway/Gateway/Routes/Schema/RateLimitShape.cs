using System.Text.Json.Nodes;
using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>The <c>RateLimit</c> of an API or an operation: a limit, or several that all hold.</summary>
internal static class RateLimitShape
{
    public static readonly ObjectShape Object = new(
        new Member(
            "Permits",
            new ValueShape("number, `1` to `1000000`", () => Rule.Of("""{ "type": "integer", "minimum": 1, "maximum": 1000000 }""")),
            "How many requests of one caller.")
        {
            Required = true,
            Example = "10",
        },
        new Member("Per", Values.Duration("1s", "1d"), "Within what time, which begins with the first of them.") { Required = true, Example = "\"1m\"" },
        new Member(
            "By",
            Values.Choice("`\"address\"`, `\"client\"`, `\"subject\"` or `\"scope\"`", RateLimitEntry.Words),
            "Who counts as one caller. `address` is counted before a token is looked at, the others after the call was allowed.")
        {
            Required = true,
            Example = "\"client\"",
        });

    /// <summary>That no two of a list have one caller and time, only the reader sees: the same limit twice is a case of it.</summary>
    public static readonly ValueShape Value = ValueShape.AnyOf(
        "object or array",
        Object.Value(),
        new ValueShape("", () => new JsonObject { ["type"] = "array", ["items"] = Object.Value().Schema, ["minItems"] = 1 }));
}

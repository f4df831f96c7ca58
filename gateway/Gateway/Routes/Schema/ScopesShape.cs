namespace Gateway.Routes.Schema;

/// <summary>What an operation writes under <c>Scopes</c>: one scope, or a list that says what it means.</summary>
internal static class ScopesShape
{
    /// <summary>Lists nest, so it is defined once and named where it is used.</summary>
    public static readonly ValueShape Value = ValueShape.Defined("scope, `AllOf` or `AnyOf`", "scopes");

    public static readonly ObjectShape Object = new(
        new Member("AllOf", List, "The token has to have all of them.") { Example = """["read:timesheets", "approve:timesheets"]""" },
        new Member("AnyOf", List, "The token has to have one of them.") { Example = """["audit", { "AllOf": ["read:a", "read:b"] }]""" })
    {
        Rules = Rule.Of("""{ "minProperties": 1, "maxProperties": 1 }"""),
    };

    public static readonly ValueShape Definition = ValueShape.AnyOf("", Values.Scope, Object.Value());

    /// <summary>Unlike other lists it may name one twice, which says nothing more.</summary>
    private static ValueShape List => new("array", () => Rule.Of("""{ "type": "array", "items": { "$ref": "#/$defs/scopes" }, "minItems": 1 }"""));
}

using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>An entry of the catalogue <c>Scopes</c>.</summary>
internal static class ScopeShape
{
    public static readonly ObjectShape Object = new(
        new Member("Description", Values.Text(), "What it allows, for people.") { Required = true, Example = "\"Approve timesheets\"" },
        new Member(
            "Implies",
            Values.List(Values.Scope, "array of scopes"),
            "Scopes that it grants as well, and what those imply in turn. Never in a circle.")
        {
            Example = """["read:timesheets"]""",
        });

    /// <summary>A scope (RFC 6749 section 3.3), in which no variable stands.</summary>
    public static readonly string Name = $"^(?!.*{SchemaPattern.Variable}){SchemaPattern.Of(ScopeCatalogue.ScopeToken)[1..]}";

    /// <summary>Its description alone, or the whole of it.</summary>
    public static readonly ValueShape Value = ValueShape.AnyOf("string or object", Values.Text(), Object.Value());
}

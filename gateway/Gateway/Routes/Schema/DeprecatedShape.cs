using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>The <c>Deprecated</c> of an API or an operation.</summary>
internal static class DeprecatedShape
{
    private static readonly ValueShape Day = Values.Form("day", SchemaPattern.Day);

    private static readonly string Link = $"^(?!.*{SchemaPattern.Variable}){SchemaPattern.Of(DeprecatedEntry.Address)[1..]}";

    public static readonly ObjectShape Object = new(
        new Member("Since", Day, "The day from which on it is deprecated, in UTC; it may be to come: `Deprecation` (RFC 9745).")
        {
            Required = true,
            Example = "\"2026-01-31\"",
        },
        new Member("Sunset", Day, "The day from which on it may be gone, not before `Since`: `Sunset` (RFC 8594). The gateway goes on serving it.")
        {
            Example = "\"2027-01-31\"",
        },
        new Member("Link", Values.Form("address", Link), "Where clients read what to do: `Link` with `rel=\"deprecation\"`.")
        {
            Example = "\"https://developer.example.com/reports-v2\"",
        });
}

using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>The <c>Cors</c> of the file or of an API.</summary>
internal static class CorsShape
{
    private static readonly ValueShape Origin = Values.Form("origin", SchemaPattern.Of(CorsEntry.Origin));

    private static readonly ValueShape Header = Values.Form("header", $"^(?!\\*$){SchemaPattern.HeaderName[1..]}");

    public static readonly ObjectShape Object = new(
        new Member(
            "Origins",
            Values.List(ValueShape.AnyOf("", Origin, Values.Choice("", Cors.AnyOrigin))),
            "The origins whose pages may call, exactly as a browser sends them: scheme and host in lower case, a port that is not the scheme's own, no path, no final `/`. "
            + "Or `\"*\"` alone: every page.")
        {
            Required = true,
            Example = """["https://app.example.com"]""",
        },
        new Member("Headers", Values.List(Header), "The request headers that such a page may set. They replace the default.")
        {
            Otherwise = "`Authorization`, `Content-Type` and [a few](#cors)",
            Example = """["Authorization", "Content-Type"]""",
        },
        new Member("Expose", Values.List(Header), "The response headers of the service that such a page may read, besides the gateway's own.")
        {
            Example = """["ETag", "Location"]""",
        },
        new Member("Credentials", Values.Flag, "Whether browsers send cookies along. A token in `Authorization` does not need it. Not with `\"*\"`.")
        {
            Default = "false",
            Example = "true",
        },
        new Member("MaxAge", Values.Duration("0s", "1d"), "How long a browser may remember the answer to a preflight.")
        {
            Default = "\"10m\"",
            Example = "\"1h\"",
        })
    {
        // "*" is for all, and for nobody's cookies.
        Rules = Rule.Of("""
            {
              "if": { "properties": { "Origins": { "contains": { "const": "*" } } }, "required": ["Origins"] },
              "then": { "properties": { "Origins": { "maxItems": 1 }, "Credentials": { "const": false } } }
            }
            """),
    };
}

namespace Gateway.Routes.Schema;

/// <summary>The header of a claim in <c>Forward</c>: its name, or what else there is to say.</summary>
internal static class ForwardShape
{
    private static readonly ValueShape Header = Values.Form("header", SchemaPattern.HeaderName);

    public static readonly ObjectShape Object = new(
        new Member("Header", Header, "The header that carries the claim.") { Required = true, Example = "\"X-Tenant\"" },
        new Member(
            "Encoding",
            Values.Choice("`\"plain\"`, `\"base64url\"`, `\"json\"` or `\"structured-field\"`", "plain", "base64url", "json", "structured-field"),
            "How the value is written. `plain`: a string, number or boolean, if it is at most 256 characters of ASCII text. `base64url` (RFC 4648 "
            + "section 5, no padding): the UTF-8 of a string, the JSON of anything else. `json`: any value, in ASCII. `structured-field` (RFC 9651): "
            + "a string, number or boolean, or a list of them.")
        {
            Default = "\"plain\"",
            Example = "\"json\"",
        },
        new Member("Required", Values.Flag, "Whether a token without the claim, or with a value that does not fit, is answered 403.")
        {
            Default = "false",
            Example = "true",
        });

    public static readonly ValueShape Value = ValueShape.AnyOf("string or object", Header, Object.Value());
}

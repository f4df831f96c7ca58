namespace Gateway.Routes.Schema;

/// <summary>The header of a claim in <c>Forward</c>: its name, or what else there is to say.</summary>
internal static class ForwardShape
{
    private static readonly ValueShape Header = Values.Form("header", SchemaPattern.HeaderName);

    public static readonly ObjectShape Object = new(
        new Member("Header", Header, "The header that carries the claim.") { Required = true, Example = "\"X-Tenant\"" },
        new Member("Required", Values.Flag, "Whether a token without the claim, or with a value that does not fit, is answered 403.")
        {
            Default = "false",
            Example = "true",
        });

    public static readonly ValueShape Value = ValueShape.AnyOf("string or object", Header, Object.Value());
}

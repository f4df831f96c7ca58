using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>The <c>StepUp</c> of an operation.</summary>
internal static class StepUpShape
{
    public static readonly ObjectShape Object = new(
        new Member(
            "Acr",
            Values.List(Values.Form("", $"^(?!.*{SchemaPattern.Variable}){SchemaPattern.Of(StepUpEntry.AcrValue)[1..]}")),
            "The token's `acr` has to be one of these, exactly; in order of preference. Visible ASCII without space, `\"` and `\\`.")
        {
            Example = """["urn:example:mfa"]""",
        },
        new Member(
            "MaxAge",
            Values.Duration("1s", "365d"),
            "The token's `auth_time` may be so long ago, give or take the issuer's `ClockSkew`.")
        {
            Example = "\"5m\"",
        })
    {
        Rules = Rule.Of("""{ "minProperties": 1 }"""),
    };
}

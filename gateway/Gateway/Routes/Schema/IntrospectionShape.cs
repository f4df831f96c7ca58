namespace Gateway.Routes.Schema;

/// <summary>The <c>Introspection</c> of an issuer.</summary>
internal static class IntrospectionShape
{
    public static readonly ObjectShape Object = new(
        new Member("ClientId", Values.Text(), "As whom the gateway asks.") { Required = true, Example = "\"gateway\"" },
        new Member(
            "ClientSecretFile",
            Values.TextWithVariables("path"),
            "The secret for `client_secret_basic`, without the final line end.")
        {
            Otherwise = "this or the next",
            Example = "\"/run/secrets/introspection\"",
        },
        new Member(
            "PrivateKeyFile",
            Values.TextWithVariables("path"),
            "The key for `private_key_jwt`, as PEM: RSA of 2048 bits or more (RS256) or P-256 (ES256).")
        {
            Otherwise = "this or the one before",
            Example = "\"key.pem\"",
        },
        new Member("Endpoint", Values.SecureAddress, "Where to ask; https, as for `Issuer`.")
        {
            Otherwise = "`introspection_endpoint` of the discovery document",
            Example = "\"https://idp/introspect\"",
        },
        new Member(
            "CacheFor",
            Values.Duration("0s", "15m"),
            "How long a yes is used again, never beyond the token's `exp`. A token that the issuer withdraws is accepted for as long.")
        {
            Default = "\"60s\"",
            Example = "\"10s\"",
        },
        new Member("NegativeCacheFor", Values.Duration("0s", "60s"), "How long a no is used again.") { Default = "\"5s\"", Example = "\"0s\"" },
        new Member("SignedResponse", Values.Flag, "Only an answer signed by the issuer counts (RFC 9701).") { Default = "false", Example = "true" })
    {
        Rules = Rule.Of("""{ "oneOf": [{ "required": ["ClientSecretFile"] }, { "required": ["PrivateKeyFile"] }] }"""),
    };
}

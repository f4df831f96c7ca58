using System.Text.Json.Nodes;

namespace Gateway.Routes.Schema;

/// <summary>An entry of <c>Issuers</c>.</summary>
internal static class IssuerShape
{
    public static readonly ObjectShape Object = new(
        new Member(
            "Preset",
            Values.Choice("string", IssuerPresets.All.Select(preset => preset.Name)),
            "How its tokens are built: `rfc9068` (any server that follows it), `auth0`, `auth0-rfc9068`, `entra-v2`, `entra-v1`, `okta`, "
            + "`keycloak` or `cognito`: [docs/issuers.md](issuers.md).")
        {
            Default = "\"rfc9068\"",
            Example = "\"auth0\"",
        },
        new Member("Issuer", Values.SecureAddress, "The exact `iss` of its tokens, a final `/` included.")
        {
            Required = true,
            Example = "\"https://example.eu.auth0.com/\"",
        },
        new Member("Metadata", Values.SecureAddress, "Where its discovery document is.")
        {
            Otherwise = "`Issuer` + `/.well-known/openid-configuration`",
            Example = "\"https://idp/realms/x/.well-known/openid-configuration\"",
        },
        new Member(
            "Audience",
            ValueShape.AnyOf("string or array", Values.TextWithVariables(), Values.List(Values.TextWithVariables())),
            "One of them has to be in the token's `aud`.")
        {
            Otherwise = "required, except with `cognito`",
            Example = "\"https://api.example.com\"",
        },
        new Member(
            "Clients",
            Values.List(Values.Text()),
            "The clients whose tokens are accepted, by their exact id. A token of another is 401.")
        {
            Otherwise = "all; required with `cognito`, whose tokens have no `aud`",
            Example = """["web-app"]""",
        },
        new Member(
            "Algorithms",
            Values.List(Values.Choice("", IssuerPreset.DefaultAlgorithms)),
            $"Signature algorithms accepted: some of `{string.Join(' ', IssuerPreset.DefaultAlgorithms)}`. Symmetric ones and `none` never are.")
        {
            Otherwise = "all of these",
            Example = """["RS256"]""",
        },
        new Member(
            "TokenTypes",
            Values.List(new ValueShape("", () => Rule.Of("""
                {
                  "$ref": "#/$defs/text",
                  "not": {
                    "anyOf": [
                      { "pattern": "^[Aa][Pp][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn]/\\s*$" },
                      { "pattern": "^(?:[Aa][Pp][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn]/)?[Gg][Aa][Tt][Ee][Ww][Aa][Yy]\\+[Jj][Ww][Tt]$" }
                    ]
                  }
                }
                """))),
            "The `typ` values accepted; `application/` may be left out.")
        {
            Otherwise = "the preset's",
            Example = """["at+jwt"]""",
        },
        new Member("ScopeClaim", Values.Text(), "The one claim that holds the scopes, of users and machines.")
        {
            Otherwise = "the preset's",
            Example = "\"scp\"",
        },
        new Member(
            "PermissionsAsScopes",
            Values.Flag,
            "Auth0 only. What `permissions` lists are scopes as well. It grants every client all that the *user* may do, whatever the user "
            + "consented to: only where no third party has a client.")
        {
            Default = "false",
            Example = "true",
        },
        new Member(
            "ClientClaim",
            Values.Text(),
            "The claim that names the client. Where the preset requires its own client claim, or tells machines by it, this one takes its place.")
        {
            Otherwise = "the preset's",
            Example = "\"cid\"",
        },
        new Member("ClockSkew", Values.Duration("0s", "5m"), "Tolerance at the token's `exp`, `nbf`, `iat` and `auth_time`.")
        {
            Default = "\"30s\"",
            Example = "\"10s\"",
        },
        new Member(
            "MaxTokenAge",
            Values.Duration("1m", "365d"),
            "A token whose `iat` is longer ago is refused, however long it lasts.")
        {
            Example = "\"1h\"",
        },
        new Member(
            "Introspection",
            IntrospectionShape.Object.Value(),
            "How the gateway asks about opaque tokens: [Introspection](#introspection).")
        {
            Example = """{ "ClientId": "gateway", "ClientSecretFile": "/run/secrets/introspection" }""",
        })
    {
        Rules = new JsonObject { ["allOf"] = new JsonArray([AudienceOrClients, PermissionsOfAuth0, .. IssuerForms]) },
    };

    private static JsonNode AudienceOrClients => new JsonObject
    {
        ["if"] = PresetIs(preset => !preset.HasAudience),
        ["then"] = new JsonObject { ["required"] = new JsonArray("Clients") },
        ["else"] = new JsonObject { ["required"] = new JsonArray("Audience") },
    };

    private static JsonNode PermissionsOfAuth0 => new JsonObject
    {
        ["if"] = new JsonObject { ["required"] = new JsonArray("PermissionsAsScopes") },
        ["then"] = PresetIs(preset => preset.HasPermissions),
    };

    /// <summary>What a variable stands for is not known here.</summary>
    private static IEnumerable<JsonNode> IssuerForms => IssuerPresets.All.Where(known => known.IssuerForm is not null).Select(preset => new JsonObject
    {
        ["if"] = PresetIs(other => other == preset),
        ["then"] = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["Issuer"] = new JsonObject { ["pattern"] = $@"{SchemaPattern.Of(preset.IssuerForm!.Pattern)}|{SchemaPattern.Variable}" },
            },
        },
    });

    private static JsonObject PresetIs(Func<IssuerPreset, bool> test) => new()
    {
        ["properties"] = new JsonObject { ["Preset"] = Values.Choice("", IssuerPresets.All.Where(test).Select(preset => preset.Name)).Schema },
        ["required"] = new JsonArray("Preset"),
    };
}
